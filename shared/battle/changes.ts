/** What a streamer can do to a battle while votes are taken: a boost, an extension, an early end. */
import { endOf, sliceAt, sliceStart } from '../ballot/index.ts';
import { refuse } from '../protocol/errors.ts';
import type { Refusal } from '../protocol/errors.ts';
import { extensionsMs } from './terms.ts';
import type { Battle, Boost, SideId } from './terms.ts';
import { criticalFrom, mistFrom, takesVotes } from './times.ts';

/** A boost begins with the next slice, behind those that its side already has, and lasts for whole slices. */
export function boost(battle: Battle, wish: { side: SideId; factor: number; ms: number }, now: number): Battle | Refusal {
  const slice = sliceAt(battle, now);
  if (!takesVotes(battle, now) || slice === null) return refuse('battle/wrong-status');
  const { side, factor, ms } = wish;
  if (!battle.sides.some(({ id }) => id === side)) return refuse('battle/unknown-side');
  const had = battle.boosts.filter((one) => one.side === side);
  if (had.length >= battle.rules.boostsPerSide) return refuse('battle/boost-limit');
  const from = Math.max(sliceStart(battle, slice + 1), ...had.map(({ until }) => until));
  const given: Boost = { side, factor, from, until: from + Math.ceil(ms / battle.sliceMs) * battle.sliceMs };
  return { ...battle, boosts: [...battle.boosts, given] };
}

/** The period lasts longer. Critical time and mist move with its end, unless they have begun. */
export function extend(battle: Battle, ms: number, now: number): Battle | Refusal {
  if (!takesVotes(battle, now)) return refuse('battle/wrong-status');
  if (ms > extensionLeftMs(battle)) return refuse('battle/extend-limit');
  const period = battle.periods.at(-1)!;
  const longer = { ...period, endsAt: period.endsAt + ms };
  return {
    ...battle,
    step: battle.step + 1,
    periods: [...battle.periods.slice(0, -1), longer],
    extensions: [...battle.extensions, { at: now, ms }],
    criticalAt: now < battle.criticalAt ? criticalFrom(battle, longer) : battle.criticalAt,
    mistAt: now < battle.mistAt ? mistFrom(battle, longer) : battle.mistAt,
  };
}

/** How much longer extensions may make it. */
export function extensionLeftMs({ extensions }: Battle): number {
  return extensions.reduce((left, { ms }) => left - ms, extensionsMs);
}

/** The period ends now, without an overtime. What came before counts. */
export function endNow(battle: Battle, now: number): Battle | Refusal {
  if (!takesVotes(battle, now) || now >= endOf(battle)) return refuse('battle/wrong-status');
  const period = battle.periods.at(-1)!;
  return {
    ...battle,
    step: battle.step + 1,
    periods: [...battle.periods.slice(0, -1), { ...period, endsAt: now }],
    reason: 'ended',
  };
}
