/** A sniper: does nothing until the last second, and then everything at once. */
import { againOrNull, between, freshVote, waitOrNull } from './battle-bot.ts';
import type { BattleBot } from './battle-bot.ts';

/** How long before the end: late enough that nobody can answer it. */
const earliestMs = 950;
const latestMs = 50;

export const sniper: BattleBot = (random, sees) => {
  const { ballot, now, left, last } = sees;
  const waits = waitOrNull(sees);
  if (waits) return waits;
  const again = last && againOrNull(sees, last);
  if (again) return again;
  const untilMs = ballot.closesAt - now;
  if (untilMs > earliestMs) return { ask: null, thinkMs: untilMs - between(random, latestMs, earliestMs) };
  return { ask: left > 0 ? freshVote(sees, left) : null, thinkMs: 100 };
};
