/** Everybody in front of one real server: opens pages on devices of their own, and hears what goes wrong on any of them. */
import assert from 'node:assert/strict';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import type { Lang } from '../../web/kit/lang.ts';
import { openChromium } from './browser-chromium.ts';
import { startServer } from './browser-server.ts';
import type { BrowserServer, BrowserServerOptions } from './browser-server.ts';
import { watchPage } from './browser-watch.ts';
import type { PageWatch } from './browser-watch.ts';
import { wordsIn } from './browser-words.ts';
import type { Words } from './browser-words.ts';

/** What one person has before them. */
export interface Seat {
  page: Page;
  watch: PageWatch;
  /** The page's texts in this person's language. */
  words: Words;
}

export interface SeatOptions {
  /** What reports call this person. */
  name: string;
  device: BrowserContextOptions;
  lang?: Lang;
}

export interface House {
  server: BrowserServer;
  /** Opens an address of the server in a browser profile of its own. */
  seat(path: string, options: SeatOptions): Promise<Seat>;
  /** Opens another tab beside this one, with the same profile. */
  tab(path: string, beside: Seat, name: string): Promise<Seat>;
  /** The tab that a press on this page opens. */
  opened(beside: Seat, name: string, press: () => Promise<void>): Promise<Seat>;
  /** Fails if any page or the server had trouble since the last call. */
  assertQuiet(): void;
  close(): Promise<void>;
}

/** How long a page may take for one step. */
const patienceMs = 20_000;

export async function openHouse(options: BrowserServerOptions = {}): Promise<House> {
  const server = await startServer(options);
  let browser: Browser;
  try {
    browser = await openChromium();
  } catch (error) {
    await server.stop();
    throw error;
  }
  const watches: PageWatch[] = [];

  const watched = (page: Page, { name, lang = 'en' }: { name: string; lang?: Lang }): Seat => {
    const watch = watchPage(page, { name, origin: server.url });
    watches.push(watch);
    return { page, watch, words: wordsIn(lang) };
  };
  const open = async (page: Page, path: string, who: { name: string; lang?: Lang }): Promise<Seat> => {
    const seat = watched(page, who);
    await page.goto(server.url + path);
    return seat;
  };

  return {
    server,
    async seat(path, { name, device, lang = 'en' }) {
      const context = await browser.newContext({ locale: lang === 'en' ? 'en-GB' : lang, ...device });
      context.setDefaultTimeout(patienceMs);
      return open(await context.newPage(), path, { name, lang });
    },
    async tab(path, beside, name) {
      return open(await beside.page.context().newPage(), path, { name, lang: beside.words.lang });
    },
    async opened(beside, name, press) {
      const [page] = await Promise.all([beside.page.context().waitForEvent('page'), press()]);
      return watched(page, { name, lang: beside.words.lang });
    },
    assertQuiet() {
      for (const watch of watches) watch.assertQuiet();
      assert.deepEqual(server.errors(), []);
    },
    async close() {
      await browser.close();
      await server.stop();
    },
  };
}
