/** Looks at a page as it stands: a picture is kept, axe finds nothing serious, and nothing leaves the screen sideways. */
import assert from 'node:assert/strict';
import { mkdir } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { AxeBuilder } from '@axe-core/playwright';
import type { Page, ViewportSize } from 'playwright-core';

const gallery = fileURLToPath(new URL('../../artifacts/browser/', import.meta.url));
const tags = ['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa'];

/** Keeps a picture of the page as `artifacts/browser/<name>.png`. */
export async function shoot(page: Page, name: string): Promise<void> {
  await mkdir(gallery, { recursive: true });
  // The overlay lies over the video: what it leaves open must stay open in the picture too.
  await page.screenshot({ path: `${gallery}${name}.png`, omitBackground: true });
}

/** Keeps a picture, and fails on what keeps people out. */
export async function inspect(page: Page, name: string): Promise<void> {
  await glance(page, name);
  await assertAccessible(page, name);
}

/** The same on a screen of another size, which the page has only for the look. */
export async function inspectAt(page: Page, name: string, { viewport }: { viewport: ViewportSize }): Promise<void> {
  const own = page.viewportSize()!;
  await page.setViewportSize(viewport);
  await inspect(page, name);
  await page.setViewportSize(own);
}

/** Keeps a picture, and fails when something does not fit: for the same page in another language. */
export async function glance(page: Page, name: string): Promise<void> {
  await shoot(page, name);
  await assertWithinScreen(page, name);
}

async function assertAccessible(page: Page, name: string): Promise<void> {
  // No frame of ours holds another site's page, so one document is the whole page.
  const { violations } = await new AxeBuilder({ page }).setLegacyMode().withTags(tags).analyze();
  const grave = violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, help, nodes }) => nodes.map(({ html, any }) => `${id}: ${help}: ${html} ${any[0]?.message ?? ''}`));
  assert.deepEqual(grave, [], `axe on ${name}`);
}

/** Nothing that is meant to be read or pressed sticks out of the screen at its sides, and the page does not scroll that way. */
async function assertWithinScreen(page: Page, name: string): Promise<void> {
  const outside = await page.evaluate(() => {
    const width = document.documentElement.clientWidth;
    const scrolls =
      document.documentElement.scrollWidth > width ? [`the page is ${document.documentElement.scrollWidth} wide`] : [];
    const scrollable = (element: Element | null): boolean =>
      element !== null && (/auto|scroll/.test(getComputedStyle(element).overflowX) || scrollable(element.parentElement));
    const told = [...document.querySelectorAll('body *')].filter(
      (element) =>
        element.checkVisibility({ opacityProperty: true, visibilityProperty: true }) &&
        element.closest('[aria-hidden=true], .visually-hidden') === null &&
        !scrollable(element.parentElement) &&
        (element.matches('a, button, input, select, textarea, summary') ||
          [...element.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.textContent?.trim() !== '')),
    );
    const sticking = told.filter((element) => {
      const { left, right } = element.getBoundingClientRect();
      return right > width + 1 || left < -1;
    });
    return [...scrolls, ...sticking.map((element) => element.outerHTML.slice(0, 160))];
  });
  assert.deepEqual(outside, [], `out of the screen on ${name}`);
}
