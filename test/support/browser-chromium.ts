/** A Chromium without a window, and the devices that people hold in front of it. */
import assert from 'node:assert/strict';
import { accessSync, constants } from 'node:fs';
import { chromium } from 'playwright-core';
import type { Browser, BrowserContextOptions } from 'playwright-core';

const places = [
  process.env['CHROMIUM_PATH'],
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome-stable',
  '/usr/bin/google-chrome',
];

export function openChromium(): Promise<Browser> {
  const executablePath = places.find((place) => place !== undefined && canRun(place));
  assert.ok(executablePath, `no Chromium found; install it, or name it in CHROMIUM_PATH`);
  return chromium.launch({
    executablePath,
    args: [
      '--headless=new',
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
}

function canRun(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** A small phone: narrow, touched, not clicked. */
export const phone = {
  viewport: { width: 360, height: 740 },
  hasTouch: true,
  isMobile: true,
} satisfies BrowserContextOptions;

export const desk = { viewport: { width: 1440, height: 900 } } satisfies BrowserContextOptions;

/** What OBS opens as a browser source. */
export const air = { viewport: { width: 1920, height: 1080 } } satisfies BrowserContextOptions;
