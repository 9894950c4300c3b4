/** The screens that pages must look right on beside those they are tested on, and pictures of a page on all of them. */
import type { Page, ViewportSize } from 'playwright-core';
import { glance } from './browser-inspect.ts';

export const viewerScreens = {
  'phone-tall': { width: 390, height: 844 },
  'phone-short': { width: 360, height: 640 },
  desktop: { width: 1280, height: 800 },
} satisfies Record<string, ViewportSize>;

export const panelScreens = {
  desk: { width: 1440, height: 900 },
  tablet: { width: 820, height: 1180 },
} satisfies Record<string, ViewportSize>;

/** The last one is a video on a phone. */
export const airScreens = {
  wide: { width: 1920, height: 1080 },
  tall: { width: 1080, height: 1920 },
  small: { width: 390, height: 219 },
} satisfies Record<string, ViewportSize>;

/** Keeps a picture on each of these screens as `<name>-<screen>`, and fails when something does not fit. */
export async function glanceOn(page: Page, name: string, screens: Readonly<Record<string, ViewportSize>>): Promise<void> {
  const own = page.viewportSize()!;
  for (const [screen, size] of Object.entries(screens)) {
    await page.setViewportSize(size);
    await glance(page, `${name}-${screen}`);
  }
  await page.setViewportSize(own);
}
