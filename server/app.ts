/** The composition root: builds every part, hands each what it needs, and takes them down again in order. Tests boot it. */
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { Server, matchMaker } from '@colyseus/core';
import { crowdRoom } from '../rooms/crowd/crowd-room.ts';
import { farewell } from '../rooms/stage/farewell.ts';
import { LocalShows } from '../rooms/stage/shows.ts';
import { stageRoom } from '../rooms/stage/stage-room.ts';
import type { Services, Shows } from '../rooms/services.ts';
import type { AnyGame } from '../shared/game-kit/index.ts';
import { games as allGames } from '../shared/games/index.ts';
import { openSecret } from './auth/secret.ts';
import { createTokens } from './auth/tokens.ts';
import type { Tokens } from './auth/tokens.ts';
import { systemClock } from './clock.ts';
import type { Config } from './config.ts';
import { openDemo } from './demo.ts';
import { createFront } from './http/front.ts';
import { colyseusMatchmaking } from './http/matchmaking.ts';
import { loadPages } from './http/pages.ts';
import { consoleLike, createLog } from './log.ts';
import { createMemoryBattleWire } from './memory/battle-wire.ts';
import { createMemoryWire } from './memory/wire.ts';
import { createMetrics } from './metrics/prometheus.ts';
import { openLedger } from './open-ledger.ts';
import { openSqliteJournal } from './sqlite/journal.ts';
import { createTransport } from './transport/create-transport.ts';
import { projectRoot, version } from './version.ts';
import { openWebhooks } from './webhooks/open.ts';

export interface App {
  readonly port: number;
  readonly url: string;
  readonly services: Services;
  /** Colyseus's own server, for its test kit. */
  readonly server: Server;
  readonly shows: LocalShows;
  readonly tokens: Tokens;
  /** Not ready → viewers told → rooms closed → everything durable → port and store closed. At most about 10 s. */
  stop(): Promise<void>;
}

const secretHex = (bytes: number): string => randomBytes(bytes).toString('hex');

/** What tests and benches may bring of their own. */
interface OwnParts {
  games?: Readonly<Record<string, AnyGame>>;
  ledgerOpener?: typeof openLedger;
}

export async function startApp(config: Config, own: OwnParts = {}): Promise<App> {
  const { games = allGames, ledgerOpener = openLedger } = own;
  const clock = systemClock;
  const log = createLog(config.logLevel);
  const secret = openSecret(config);
  // Tokens are dated by other machines: their time is the wall clock's, whatever a show makes of a step.
  const tokens = createTokens({ secret, now: () => Date.now() });
  const inputs = [...new Set(Object.values(games).flatMap((game) => Object.keys(game.inputs as object)))];
  const metrics = createMetrics({ version, games: Object.keys(games), inputs });
  const journal = await openSqliteJournal({ dir: config.dataDir, log, metrics });
  const { ledger, isBroken: isLedgerBroken } = await ledgerOpener({ config, log, metrics });
  let draining = false;
  // The front serves shows, shows publish through the transport, and the transport serves the front: this closes the ring.
  let local: LocalShows;
  const shows: Shows = {
    list: () => local.list(),
    summary: (show) => local.summary(show),
    create: (request) => local.create(request),
    command: (show, envelope, by) => local.command(show, envelope, by),
    state: (show) => local.state(show),
    sale: (show, sale) => local.sale(show, sale),
    gift: (show, request, service) => local.gift(show, request, service),
  };
  const hooks = openWebhooks(config, journal, version);
  const front = createFront({
    config,
    clock,
    games,
    journal,
    log,
    ledger,
    metrics,
    shows,
    tokens,
    version,
    webhooks: hooks.webhooks,
    isDraining: () => draining || journal.stats().state === 'broken' || isLedgerBroken(),
    matchmaking: colyseusMatchmaking,
    pages: loadPages(join(projectRoot, 'dist/web'), { embedders: config.origins, without: config.demo ? [] : ['/checkout'] }),
  });
  const { transport, fanout } = await createTransport({ config, front, clock, log });
  const wire = createMemoryWire();
  const { limits } = config;
  const services: Services = {
    clock,
    identity: tokens,
    journal: hooks.journal,
    ledger,
    wire,
    battles: createMemoryBattleWire(),
    fanout,
    metrics,
    log,
    games,
    limits,
    secretHex,
  };
  local = await LocalShows.open(services);
  if (config.demo) await openDemo(local);
  await hooks.start({ clock, ledger, log, metrics, secretHex, shows, store: journal.webhooks });

  // Rooms are doors to what lives here: whoever joins finds or opens one, and an empty one closes.
  matchMaker.controller.exposedMethods = ['joinOrCreate', 'join', 'joinById', 'reconnect'];
  const server = new Server({ transport, greet: false, gracefullyShutdown: false, logger: consoleLike(log) });
  server.define('crowd', crowdRoom(services, local)).filterBy(['show', 'shard']);
  server.define('stage', stageRoom(services, local)).filterBy(['show']);
  await server.listen(config.port, config.host);

  const watch = setInterval(() => {
    fanout.sweep();
    metrics.set('drumroll_viewers', local.heads());
    metrics.set('drumroll_feed_stale_viewers', fanout.stale());
    metrics.set('drumroll_ledger_lost', local.lostLedgers());
  }, 1000);

  const tidy = setInterval(() => local.prune(), 5 * 60_000);

  let stopped: Promise<void> | null = null;
  const stopAll = async () => {
    draining = true;
    await farewell(local, clock);
    await server.gracefullyShutdown(false);
    clearInterval(watch);
    clearInterval(tidy);
    await local.stop();
    await hooks.stop();
    await Promise.all([journal.close(), ledger.stop()]);
    metrics.close();
  };
  // Asked twice, it is the same stop: a second signal must not find it done before it is.
  const stop = () => (stopped ??= stopAll());
  const { port } = transport;
  const host = config.host.includes(':') ? `[${config.host}]` : config.host;
  return { port, url: `http://${host}:${port}`, services, server, shows: local, tokens, stop };
}
