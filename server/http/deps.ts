/** What the routes are given. */
import type { SaleLedger } from '../../rooms/sale-ledger.ts';
import type { Journal } from '../../rooms/journal.ts';
import type { Clock, Log, Shows } from '../../rooms/services.ts';
import type { Webhooks } from '../../rooms/webhooks.ts';
import type { AnyGame } from '../../shared/game-kit/index.ts';
import type { Tokens } from '../auth/tokens.ts';
import type { Config } from '../config.ts';
import type { ServerMetrics } from '../metrics/prometheus.ts';
import type { Matchmaking } from './matchmaking.ts';
import type { Pages } from './pages.ts';

export interface FrontDeps {
  config: Pick<Config, 'demo' | 'localHostsOnly' | 'port' | 'origins' | 'metricsToken' | 'maxConnections' | 'proxyHops'>;
  clock: Clock;
  games: Readonly<Record<string, AnyGame>>;
  /** Whether the server is shutting down: no joins, not ready. */
  isDraining: () => boolean;
  journal: Pick<Journal, 'audit' | 'gifts' | 'receipt' | 'receipts'>;
  ledger: Pick<SaleLedger, 'confirm' | 'release' | 'holds' | 'lines' | 'totals'>;
  log: Log;
  matchmaking: Matchmaking;
  metrics: ServerMetrics;
  pages: Pages;
  shows: Shows;
  tokens: Tokens;
  version: string;
  webhooks: Webhooks;
}
