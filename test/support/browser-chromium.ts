/** A Chromium without a window, and the devices that people hold in front of it. */
import assert from 'node:assert/strict';
import { chromium } from 'playwright-core';
import type { Browser, BrowserContextOptions } from 'playwright-core';
import { findChromium } from '../../scripts/find-chromium.ts';

export function openChromium(): Promise<Browser> {
  const executablePath = findChromium();
  assert.ok(executablePath, 'no Chromium found: install it, or name it in CHROMIUM_PATH');
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

/** A small phone: narrow, touched, not clicked. */
export const phone = {
  viewport: { width: 360, height: 740 },
  hasTouch: true,
  isMobile: true,
} satisfies BrowserContextOptions;

/** The same in the hand of somebody who wants less movement: its video is not painted, so tests that look elsewhere are quick. */
export const calmPhone = { ...phone, reducedMotion: 'reduce' } satisfies BrowserContextOptions;

export const desk = { viewport: { width: 1440, height: 900 } } satisfies BrowserContextOptions;

/** What OBS opens as a browser source. */
export const air = { viewport: { width: 1920, height: 1080 } } satisfies BrowserContextOptions;
