/** A server in production: who has an invitation gets in, everybody else is told why not. */
import assert from 'node:assert/strict';
import { air, calmPhone, desk } from '../support/browser-chromium.ts';
import { openHouse } from '../support/browser-house.ts';
import type { House, Seat } from '../support/browser-house.ts';
import { glance, inspect } from '../support/browser-inspect.ts';
import { panelAt } from '../support/browser-panel.ts';
import { viewerAt } from '../support/browser-viewer.ts';

/** What a browser writes to its console about every answer that is a refusal. */
const refusedAnswer = /Failed to load resource: the server responded with a status of 40[0-9]/;

describe('invitations in the browser', function () {
  this.timeout(120_000);
  let house: House;
  const visit = async (fragment: string): Promise<Seat> => {
    const seat = await house.seat(`/?show=spring${fragment}`, { name: fragment.slice(0, 12), device: calmPhone });
    seat.watch.allow(refusedAnswer);
    return seat;
  };

  before(async () => {
    house = await openHouse({ env: { NODE_ENV: 'production', HOST: '127.0.0.1' } });
    await house.server.post('/shows', { id: 'spring', title: 'Spring show' });
    await house.server.order('spring', 'show.start', {});
  });
  after(() => house.close());
  afterEach(() => house.assertQuiet());

  it('[SHOWN-30] an invitation link lets its viewer in, its token leaves the address bar, and one about to end is renewed', async () => {
    const token = await house.server.token({ role: 'viewer', show: 'spring', name: 'Anna', ttlSeconds: 30 });
    const seat = await house.seat(`/?show=spring#token=${token}`, { name: 'invited', device: calmPhone });
    const viewer = viewerAt(seat);
    await viewer.isLive();
    assert.equal(seat.page.url(), `${house.server.url}/?show=spring`);
    const kept = await seat.page.evaluate(() => Object.values(sessionStorage).join(' '));
    assert.ok(kept.length > 0 && !kept.includes(token), 'the page holds a newer token');
    await viewer.write('Hello');
    await viewer.line('Anna').waitFor();
    await seat.page.reload();
    await viewer.isLive();
    await seat.page.context().close();
  });

  it('[SHOWN-31] whoever comes without a good invitation is told why, in words that say what to do', async () => {
    const { server } = house;
    const expired = await server.expiredToken('late');
    const elsewhere = await server.token({ role: 'viewer', show: 'autumn' });
    const cases = [
      { fragment: '', why: 'refusal.auth/missing', name: '110-no-invitation' },
      { fragment: `#token=${expired}`, why: 'refusal.auth/expired', name: '111-expired' },
      { fragment: `#token=${elsewhere}`, why: 'refusal.auth/wrong-show', name: '112-wrong-show' },
      { fragment: '#token=not-a-token', why: 'refusal.auth/invalid', name: '113-garbage' },
    ] as const;
    for (const { fragment, why, name } of cases) {
      const { page, words } = await visit(fragment);
      await page.getByRole('heading', { name: words.viewer('refused.title') }).waitFor();
      await page.getByRole('alert').getByText(words.kit(why)).waitFor();
      await inspect(page, name);
      assert.ok(!page.url().includes('token'), 'no token stays in the address');
      await page.context().close();
    }
  });

  it('[SHOWN-32] the panel asks for a token, says when one is not good, and opens with one that is', async () => {
    const panel = panelAt(await house.seat('/panel?show=spring', { name: 'panel', device: desk }));
    const { page, words, watch } = panel;
    const { panel: say } = words;
    watch.allow(refusedAnswer);
    const field = page.getByLabel(say('signIn.token'));
    await field.waitFor();
    await inspect(page, '114-panel-sign-in');
    await field.fill('not-a-token');
    await panel.button(say('signIn.go')).click();
    await page.getByText(say('signIn.invalid')).waitFor();
    await inspect(page, '115-panel-bad-token');
    await page.reload();
    await field.fill(await house.server.token({ role: 'streamer', show: 'spring' }));
    await panel.button(say('signIn.go')).click();
    await page.getByRole('heading', { level: 1, name: 'Spring show' }).waitFor();
    await panel.start('tap-race', {});
    await panel.sees('tap-race', 'ready');
    await house.server.order('spring', 'round.cancel', {});
    await page.context().close();
  });

  it('[SHOWN-33] a moderator’s panel moderates, and cannot start or end anything', async () => {
    const token = await house.server.token({ role: 'moderator', show: 'spring' });
    const panel = panelAt(await house.seat(`/panel?show=spring#token=${token}`, { name: 'moderator', device: desk }));
    const { panel: say } = panel.words;
    await panel.page.getByRole('heading', { level: 1, name: 'Spring show' }).waitFor();
    const form = await panel.form('tap-race');
    for (const button of [panel.button(say('show.end')), form.getByRole('button', { name: say('games.start') })])
      assert.equal(await button.getAttribute('aria-disabled'), 'true');
    await inspect(panel.page, '116-panel-moderator');
    await panel.page.context().close();
  });

  it('[SHOWN-34] an overlay that is kept out shows nothing at all', async () => {
    const { page, watch } = await house.seat('/overlay?show=spring', { name: 'overlay', device: air });
    watch.allow(refusedAnswer);
    watch.allow(/Drumroll overlay: auth\/missing/);
    await page.waitForEvent('console', { predicate: (message) => message.text().includes('auth/missing') });
    assert.equal((await page.locator('body').innerText()).trim(), '');
    await glance(page, '117-overlay-kept-out');
    await page.context().close();
  });
});
