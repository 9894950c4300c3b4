/** A loyal fan: stands by one side, and spreads votes and likes over the whole battle. */
import { againOrNull, between, favourite, freshVote, waitOrNull } from './battle-bot.ts';
import type { BattleBot } from './battle-bot.ts';

/** Nobody presses faster than that. */
const fastestMs = 150;

export const fan: BattleBot = (random, sees) => {
  const { ballot, now, left, last } = sees;
  const waits = waitOrNull(sees);
  if (waits) return waits;
  const again = last && againOrNull(sees, last);
  if (again) return again;
  // So that the votes that are left last until the end.
  const eachMs = (ballot.closesAt - now) / (left + 1);
  const thinkMs = Math.max(fastestMs, Math.min(5000, between(random, Math.floor(eachMs / 2), Math.floor(eachMs * 1.5))));
  // Before the first vote a fan takes a look.
  if (!last && random.next() < 0.5) return { ask: null, thinkMs };
  const likes = ballot.likesPerViewer > 0 && (left === 0 || random.next() < 0.3);
  if (likes) return { ask: { kind: 'like', option: favourite(sees), count: 1 + random.int(3) }, thinkMs };
  return { ask: left > 0 ? freshVote(sees) : null, thinkMs };
};
