/** What firing a sale would mean, worked out before it is fired. */
import type { Schedule } from './draft.ts';
import { totalOf } from './money.ts';

/** From so many viewers for each unit on, most go away empty-handed at once: a queue is fairer than a free-for-all. */
export const queueFrom = 3;

/** What is worth a second look; the texts live in the catalogue under `warning.<name>`. */
export type Warning =
  | 'not-live'
  | 'free'
  | 'above-stock'
  | 'no-hold'
  | 'no-image'
  | 'queue-advised'
  | 'queue-needless'
  | 'queue-slow';

export interface Exposure {
  units: number;
  /** Minor units of the currency. */
  price: number;
  currency: string;
  total: bigint;
  perViewer: number;
  holdMs: number;
  durationMs: number;
  /** Server time; null when it opens by hand. For a countdown: as if the order arrived now. */
  opensAt: number | null;
  closesAt: number | null;
  countdownMs: number | null;
  queue: Schedule['queue'];
  viewers: number;
  /** Viewers for each unit. */
  demand: number;
  rehearsal: boolean;
  warnings: Warning[];
}

export interface Scene {
  /** Server time. */
  now: number;
  viewers: number;
  live: boolean;
  rehearsal: boolean;
}

export function exposureOf(schedule: Schedule, { now, viewers, live, rehearsal }: Scene): Exposure {
  const { stock, price, currency, perViewer, holdMs, durationMs, countdownMs, queue } = schedule;
  const opensAt = schedule.opensAt ?? (countdownMs === undefined ? null : now + countdownMs);
  const exposure = {
    units: stock,
    price,
    currency,
    total: totalOf(price, stock),
    perViewer,
    holdMs,
    durationMs,
    opensAt,
    closesAt: opensAt === null ? null : opensAt + durationMs,
    countdownMs: countdownMs ?? null,
    queue,
    viewers,
    demand: viewers / stock,
    rehearsal,
  };
  return { ...exposure, warnings: warningsOf(schedule, { demand: exposure.demand, viewers, live, rehearsal }) };
}

/** What the crowd says about a queue; null when there is nobody to judge by. */
export function queueAdvice(viewers: number, stock: number): 'queue-advised' | 'queue-needless' | null {
  if (viewers === 0) return null;
  return viewers / stock >= queueFrom ? 'queue-advised' : 'queue-needless';
}

function warningsOf(schedule: Schedule, scene: Pick<Scene, 'viewers' | 'live' | 'rehearsal'> & { demand: number }): Warning[] {
  const { stock, price, perViewer, queue, checkoutUrl, image, durationMs } = schedule;
  const advice = queueAdvice(scene.viewers, stock);
  const warnings: [Warning, boolean][] = [
    ['not-live', !scene.live],
    ['free', price === 0],
    ['above-stock', perViewer > stock],
    ['no-hold', checkoutUrl !== undefined && !checkoutUrl.includes('{hold}')],
    ['no-image', image === undefined],
    ['queue-advised', advice === 'queue-advised' && queue === undefined],
    ['queue-needless', advice === 'queue-needless' && queue !== undefined],
    ['queue-slow', queue !== undefined && Math.ceil(stock / queue.perStep) * queue.stepMs > durationMs],
  ];
  return warnings.filter(([, worth]) => worth).map(([warning]) => warning);
}
