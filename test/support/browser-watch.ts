/** Hears everything that goes wrong on a page behind its user's back. */
import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';

/** What a browser says on its console when the network is gone or the server is down, and what the SDK and axe say of it. */
export const lostLine =
  /ERR_INTERNET_DISCONNECTED|ERR_CONNECTION_REFUSED|ERR_CONNECTION_RESET|WebSocket connection|@colyseus\/sdk|\[Colyseus reconnection\]|Failed to fetch|load preload assets/;

export interface PageWatch {
  /** From now on this trouble is part of the test. */
  allow(pattern: RegExp): void;
  /** Fails if the page logged a warning or an error, threw, broke its content policy or called another server. */
  assertQuiet(): void;
}

export function watchPage(page: Page, { name, origin }: { name: string; origin: string }): PageWatch {
  const troubles: string[] = [];
  const allowed: RegExp[] = [];
  const note = (trouble: string): void => {
    if (!allowed.some((pattern) => pattern.test(trouble))) troubles.push(`${name}: ${trouble}`);
  };
  // Chromium reports what the content policy stopped as an error on the console.
  page.on('console', (message) => {
    if (/^(?:error|warning)$/.test(message.type())) note(`console: ${message.text()} (${message.location().url})`);
  });
  page.on('pageerror', (error) => note(`thrown: ${error.stack ?? error.message}`));
  page.on('crash', () => note('the page crashed'));
  const checkOrigin = (address: string): void => {
    const url = new URL(address.replace(/^ws/, 'http'));
    if (/^https?:$/.test(url.protocol) && url.origin !== origin) note(`called ${address}`);
  };
  page.on('request', (request) => checkOrigin(request.url()));
  page.on('websocket', (socket) => checkOrigin(socket.url()));
  return {
    allow: (pattern) => allowed.push(pattern),
    assertQuiet: () => assert.deepEqual(troubles.splice(0), []),
  };
}
