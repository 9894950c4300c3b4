/** A real server that keeps its sale ledger in Redis, which goes away, and comes back with or without it. */
import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { SdkViewer } from '../../loadtest/sdk-viewer.ts';
import type { PanelState } from '../../shared/protocol/index.ts';
import { RedisServer } from '../support/redis-server.ts';
import { join as joinShow, requestRefusal } from '../support/sdk-join.ts';
import { ServerProcess, tokenFor } from '../support/server-process.ts';
import { poll } from '../support/within.ts';

const lamp = { id: 'lamp', product: 'LAMP-1', title: 'A lamp', price: 1999, currency: 'EUR', stock: 3, perViewer: 2 };

describe('a server with its sale ledger in Redis', function () {
  this.timeout(60_000);
  let redis: RedisServer;
  let server: ServerProcess;
  let ann: SdkViewer;
  let panel: SdkViewer;
  /** Who has joined and not left. */
  let here: SdkViewer[];
  let dir: string;

  beforeEach(async () => {
    redis = await RedisServer.start();
    dir = await mkdtemp(join(tmpdir(), 'drumroll-e2e-'));
    server = await start();
    await order('sale.schedule', lamp);
    await order('sale.open', { sale: 'lamp' });
    ann = await joinShow(server, 'ann');
    panel = await joinShow(server, 'streamer-1', { room: 'stage', role: 'streamer' });
    here = [ann, panel];
  });
  afterEach(async () => {
    await leave();
    await server.dispose();
    await rm(dir, { recursive: true });
    await redis.dispose();
  });

  const start = () => ServerProcess.start({ transport: 'uws', dir, env: { REDIS_URL: redis.url } });
  const leave = () => Promise.all(here.splice(0).map((viewer) => viewer.leave()));
  const order = async (name: string, args: object): Promise<void> => {
    let reply = await server.command(name, args);
    // Now and then a busy machine's disk is slow, and every order may be given again.
    await poll(`${name} is taken`, async () => {
      const isSlow = !reply.ok && reply.code === 'ledger-unavailable';
      if (isSlow) reply = await server.command(name, args);
      return !isSlow;
    });
    assert.ok(reply.ok, JSON.stringify(reply));
  };
  const shown = async (sale: string) => (await server.state()).sales[sale];
  const restartEmpty = async () => {
    await redis.kill();
    await redis.wipe();
    await redis.start();
  };

  it('[SALE-75] sells as with the embedded ledger: grab, stock, confirm, lines', async () => {
    const { hold } = await grab(ann);
    await poll('the stock is shown', async () => (await shown('lamp'))?.held === 1);
    const shop = await tokenFor('shop', { role: 'service' });
    assert.equal((await server.post(`/api/v1/holds/${hold}/confirm`, { order: 'o-1' }, shop)).status, 200);
    await poll('it is shown as sold', async () => (await shown('lamp'))?.sold === 1);
    const { body } = await server.get('/api/v1/shows/demo/sales/lamp/ledger', shop);
    assert.deepEqual(
      body.lines.map(({ kind }: { kind: string }) => kind),
      ['open', 'adjust', 'hold', 'confirm'],
    );
    assert.ok((await server.metric('drumroll_ledger_lines_total', 'kind="hold"')) === 1);
  });

  it('[SALE-75] while Redis is away grabs are refused as ledger-unavailable; the same key then gets the unit, once', async () => {
    const first = await grab(ann);
    await redis.kill();
    const refused = await requestRefusal(ask(ann, { key: 'k2' }));
    assert.equal(refused.code, 'ledger-unavailable');
    assert.ok((await server.metric('drumroll_ledger_unavailable_total')) > 0);
    await redis.start();
    const second = await grab(ann, { key: 'k2' });
    assert.deepEqual(await grab(ann), first);
    assert.deepEqual(await grab(ann, { key: 'k2' }), second);
    assert.equal((await shown('lamp'))?.status, 'open');
    assert.equal(await server.metric('drumroll_ledger_lost'), 0);
  });

  it('[SALE-75] Redis comes back empty: the sale stops, and state, viewers, panel, log and metric say so; nothing opens again', async () => {
    await grab(ann);
    await restartEmpty();
    await poll('the sale is stopped', async () => (await shown('lamp'))?.status === 'closed');
    await poll('the metric says so', async () => (await server.metric('drumroll_ledger_lost')) === 1);
    assert.equal((await requestRefusal(ask(ann, { key: 'k2' }))).code, 'ledger-lost');
    await panel.until('the panel says so', () => panelOf(panel)?.sales[0]?.stopped === 'ledger-lost');
    assert.match(server.output(), /"level":"error".*the ledger of a sale is gone/v);
    assert.equal((await server.command('sale.open', { sale: 'lamp' })).ok, false);
    const { body } = await server.get('/api/v1/shows/demo/audit', await tokenFor('streamer-1', { role: 'streamer' }));
    assert.ok(body.entries.some(({ command }: { command: string }) => command === 'ledger-lost'));
  });

  it('[SALE-75] a new sale then sells from a new ledger, also after the server was killed; the old one stays stopped', async () => {
    await grab(ann);
    await restartEmpty();
    await poll('the sale is stopped', async () => (await shown('lamp'))?.status === 'closed');
    await order('sale.schedule', { ...lamp, id: 'vase' });
    await order('sale.open', { sale: 'vase' });
    const { hold } = await grab(ann, { sale: 'vase' });
    assert.match(hold, /^demo\.vase\./v);
    await leave();
    await server.kill();
    server = await start();
    await poll('the new sale goes on', async () => (await shown('vase'))?.held === 1);
    assert.equal((await shown('vase'))?.status, 'open');
    assert.equal((await shown('lamp'))?.status, 'closed');
    await poll('the metric remembers it', async () => (await server.metric('drumroll_ledger_lost')) === 1);
  });
});

function ask(viewer: SdkViewer, { sale = 'lamp', key = 'k' } = {}) {
  return viewer.request('grab', { sale, quantity: 1, key });
}

/** Asks until it is granted, as pages do. */
async function grab(viewer: SdkViewer, wanted: { sale?: string; key?: string } = {}) {
  let answer = await ask(viewer, wanted).catch(() => null);
  await poll('the grab is granted', async () => {
    if (answer === null) answer = await ask(viewer, wanted).catch(() => null);
    return answer !== null;
  });
  assert.ok(answer);
  return answer;
}

function panelOf(viewer: SdkViewer): PanelState | undefined {
  return viewer.others.findLast(({ type }) => type === 'panel.state')?.payload as PanelState | undefined;
}
