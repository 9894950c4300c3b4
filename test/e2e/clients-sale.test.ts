/** Flash sales with stock clients on both transports: they grab, are told, come back, and cannot cheat. */
import assert from 'node:assert/strict';
import type { SdkViewer } from '../../loadtest/sdk-viewer.ts';
import type { ViewerReplies } from '../../shared/protocol/index.ts';
import { cheaterConnections } from '../../shared/sale-bots/index.ts';
import { RawRelay } from '../support/raw-relay.ts';
import { join, requestRefusal } from '../support/sdk-join.ts';
import { ServerProcess } from '../support/server-process.ts';
import { within } from '../support/within.ts';

type Held = Extract<ViewerReplies['grab'], { expiresAt: number }>;

/** Asks, and notes what the viewer had been told when the answer came. */
async function grab(viewer: SdkViewer, payload: { sale: string; quantity?: number; key?: string }) {
  const given = (await viewer.request('grab', { quantity: 1, key: 'k1', ...payload })) as Held;
  return { given, own: viewer.own };
}

const codeOf = async (asking: Promise<unknown>) => (await requestRefusal(asking)).code;

function heldBy(viewer: SdkViewer): string[] | undefined {
  return viewer.own?.holds.filter(({ status }) => status === 'held').map(({ hold }) => hold);
}

for (const transport of ['uws', 'ws'] as const) {
  describe(`stock clients in a sale over ${transport}`, function () {
    this.timeout(30_000);
    let server: ServerProcess;
    before(async () => {
      server = await ServerProcess.start({ transport });
    });
    after(() => server.dispose());

    /** A sale that is open, and gives its id. */
    async function openSale(over: object = {}): Promise<string> {
      const card = { product: 'sku-lamp', title: 'A lamp', price: 4900, currency: 'EUR' };
      const made = await server.command('sale.schedule', { ...card, stock: 5, countdownMs: 0, ...over });
      assert.ok(made.ok && made.sale, JSON.stringify(made));
      return made.sale;
    }

    it('[SALE-120] a grab is answered with the hold, which its viewer knows of by then, and everybody sees the stock move', async () => {
      const sale = await openSale({ holdMs: 30_000 });
      const [ann, bea] = [await join(server, 'ann'), await join(server, 'bea')];
      const { given, own } = await grab(ann, { sale });
      assert.ok(given.expiresAt > Date.now() + 20_000);
      assert.deepEqual(
        own?.holds.map(({ hold, status, sale: of }) => [hold, status, of]),
        [[given.hold, 'held', sale]],
      );
      const seen = (viewer: SdkViewer) => viewer.json()?.sales[sale];
      for (const viewer of [ann, bea]) await viewer.until('the stock moves', () => seen(viewer)?.left === 4);
      assert.deepEqual([seen(bea)?.held, bea.own?.holds], [1, []]);
      assert.deepEqual((await grab(ann, { sale })).given, given);
      assert.equal(await codeOf(grab(ann, { sale, quantity: 2 })), 'key-reused');
      assert.deepEqual(await ann.request('release', { hold: given.hold, key: 'r1' }), { hold: given.hold });
      assert.equal(ann.own?.holds[0]?.status, 'released');
      await bea.until('the unit is back', () => seen(bea)?.left === 5);
      await Promise.all([ann, bea].map((viewer) => viewer.leave()));
    });

    it('[SALE-135] whoever comes back, by the same seat or a new one, is told what they hold', async () => {
      const sale = await openSale({ perViewer: 2 });
      const relay = await RawRelay.to(server.url);
      const ann = await join(relay, 'ann');
      Object.assign(ann.room.reconnection, { minUptime: 0, minDelay: 10, maxDelay: 50 });
      const { given } = await grab(ann, { sale });
      const back = new Promise<void>((resolve) => ann.room.onReconnect(() => resolve()));
      ann.own = null;
      relay.cut();
      await within(5000, 'it is back', back);
      await ann.until('its own', () => ann.own !== null);
      assert.deepEqual(heldBy(ann), [given.hold]);
      // The seat knows where its viewer came from: asking goes on as before.
      assert.deepEqual((await grab(ann, { sale })).given, given);
      const second = (await grab(ann, { sale, key: 'k2' })).given;
      await ann.leave();
      const again = await join(server, 'ann');
      assert.deepEqual(heldBy(again)?.toSorted(), [given.hold, second.hold].toSorted());
      await again.leave();
      await relay.close();
    });

    it('[SALE-142] what is malformed is refused and reaches no ledger; overlays may not ask at all', async () => {
      const sale = await openSale();
      const ann = await join(server, 'ann-2');
      await ann.until('the sale is shown', () => ann.json()?.sales[sale] !== undefined);
      const bad: object[] = [
        {},
        { sale },
        { sale, key: '' },
        { sale, key: 'k'.repeat(65) },
        { sale, key: 7 },
        { sale: 7, key: 'k' },
        { sale: '../x', key: 'k' },
        { sale: { $ne: '' }, key: 'k' },
        ...[-1, 0, 0.5, 1001, 2 ** 53, '2', null, [1], Number.NaN].map((quantity) => ({ sale, key: 'k', quantity })),
      ];
      for (const payload of bad)
        assert.equal(await codeOf(ann.room.request('grab', payload)), 'bad-request', JSON.stringify(payload));
      for (const payload of [{}, { hold: 7, key: 'k' }, { hold: 'x'.repeat(200), key: 'k' }])
        assert.equal(await codeOf(ann.room.request('release', payload)), 'bad-request', JSON.stringify(payload));
      assert.equal(await codeOf(grab(ann, { sale: 'no-such-sale' })), 'sale/unknown');
      const overlay = await join(server, 'studio-pc', { role: 'overlay' });
      assert.equal(await codeOf(grab(overlay, { sale })), 'auth/wrong-role');
      assert.equal(await codeOf(overlay.request('release', { hold: 'x', key: 'k' })), 'auth/wrong-role');
      assert.equal((await server.state()).sales[sale]?.left, 5);
      await Promise.all([ann, overlay].map((viewer) => viewer.leave()));
    });

    it('[SALE-140] fifty connections under one name get one viewer’s share', async () => {
      const sale = await openSale({ stock: 50, perViewer: 2 });
      const connections: SdkViewer[] = [];
      const outcomes: string[] = [];
      for (let i = 0; i < cheaterConnections; i++) {
        const connection = await join(server, 'cheat');
        connections.push(connection);
        outcomes.push(
          await grab(connection, { sale, key: `k${i}` }).then(
            () => 'held',
            (error: unknown) => (error as { reason: { code: string } }).reason.code,
          ),
        );
      }
      assert.equal(outcomes.filter((outcome) => outcome === 'held').length, 2);
      assert.ok(
        outcomes.every((outcome) => ['held', 'sale/limit', 'rate-limited'].includes(outcome)),
        outcomes.join(' '),
      );
      const last = connections.at(-1)!;
      assert.equal(last.own?.holds.length, 2);
      assert.equal(connections.filter(({ byes }) => byes.includes('signed-in-elsewhere')).length, cheaterConnections - 1);
      assert.equal(await server.metric('drumroll_handler_errors_total'), 0);
      await last.leave();
    });

    it('[SALE-127] one unit, ten who want it: one has it, nine are told that it is sold out, and it comes back to one of them', async () => {
      const sale = await openSale({ stock: 1, holdMs: 5000 });
      const viewers = await Promise.all(Array.from({ length: 10 }, (_, i) => join(server, `v${i}`)));
      const outcomes = await Promise.all(
        viewers.map((viewer) =>
          grab(viewer, { sale }).then(
            ({ given }) => given.hold,
            () => 'refused',
          ),
        ),
      );
      assert.equal(outcomes.filter((outcome) => outcome === 'refused').length, 9);
      const winner = viewers[outcomes.findIndex((outcome) => outcome !== 'refused')]!;
      const loser = viewers[outcomes.indexOf('refused')]!;
      assert.equal(await codeOf(grab(loser, { sale, key: 'k2' })), 'sold-out');
      await winner.until('the hold runs out', () => winner.own?.holds[0]?.status === 'expired');
      await loser.until('the unit is back', () => loser.json()?.sales[sale]?.left === 1);
      assert.ok((await grab(loser, { sale, key: 'k2' })).given.hold);
      await Promise.all(viewers.map((viewer) => viewer.leave()));
    });
  });
}
