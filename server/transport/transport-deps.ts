/** What a transport is built with. */
import type { Clock } from '../../rooms/services.ts';
import type { Config } from '../config.ts';
import type { Front } from '../http/front.ts';

export interface TransportDeps {
  config: Pick<Config, 'transport' | 'bodyLimitBytes' | 'bodyTimeoutMs' | 'limits'>;
  front: Front;
  clock: Clock;
}

export interface FanoutOptions {
  clock: Clock;
  /** How long a connection may miss frames before it is closed, ms. */
  staleKillMs: number;
}
