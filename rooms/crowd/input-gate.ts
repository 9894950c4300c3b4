/** Decides whether an input counts: right round, right phase, in time, right shape, within its rate. */
import type { InputSpec, PhaseSpec } from '../../shared/game-kit/index.ts';
import type { ViewerId } from '../../shared/ids.ts';
import { refuse } from '../../shared/protocol/index.ts';
import type { Refusal } from '../../shared/protocol/index.ts';
import { TokenBucket } from '../token-bucket.ts';
import type { EdgeRound } from './edge-round.ts';

export interface RawInput {
  round: number;
  type: string;
  payload: unknown;
}

export interface Times {
  /** Server time, epoch ms. */
  now: number;
  monotonic: number;
}

export class InputGate {
  readonly #buckets = new Map<string, TokenBucket>();

  /** The parsed input, or why it does not count. */
  judge(
    round: EdgeRound,
    viewer: ViewerId,
    raw: RawInput,
    { now, monotonic }: Times,
  ): { type: string; payload: unknown } | Refusal {
    const { phase, game } = round;
    if (raw.round !== phase.round) return refuse('round/stale');
    const spec = (game.phases as Record<string, PhaseSpec<string, string, unknown, unknown, unknown>>)[phase.phase];
    if (now >= phase.endsAt) return refuse('round/too-late');
    const inputs = game.inputs as Record<string, InputSpec>;
    const input = Object.hasOwn(inputs, raw.type) ? inputs[raw.type] : undefined;
    if (!input) return refuse('unknown-type', { detail: raw.type });
    if (now < phase.startsAt || !spec?.accepts?.includes(raw.type)) return refuse('round/wrong-phase');
    const payload = input.schema.safeParse(raw.payload);
    if (!payload.success) return refuse('bad-request', { detail: payload.error.issues[0]?.message ?? 'payload' });
    const bucket = this.#bucket(viewer, raw.type, input.limit, monotonic);
    if (!bucket.take(1, monotonic)) return refuse('rate-limited', { retryAfterMs: bucket.waitMs(1) });
    return { type: raw.type, payload: payload.data };
  }

  /** A new round starts with full buckets. */
  reset(): void {
    this.#buckets.clear();
  }

  #bucket(viewer: ViewerId, type: string, rate: InputSpec['limit'], monotonic: number): TokenBucket {
    const name = `${type}:${viewer}`;
    let bucket = this.#buckets.get(name);
    if (!bucket) this.#buckets.set(name, (bucket = new TokenBucket(rate, monotonic)));
    return bucket;
  }
}
