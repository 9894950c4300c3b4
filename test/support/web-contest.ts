/** Made-up battles and polls, as pages get them from the state. */
import type { BattleJson, SideJson } from '../../web/kit/battle-now.ts';
import type { PollJson } from '../../web/kit/poll-now.ts';

/** The moment that made-up battles and polls start, and when their votes end. */
export const startedAt = Date.UTC(2030, 0, 1, 20);
export const endsAt = startedAt + 180_000;

export function sideJson(change: Partial<SideJson> = {}): SideJson {
  return {
    id: 'red',
    name: 'Red',
    show: 'demo',
    score: 0,
    streak: 0,
    boost: { factor: 1, from: 0, until: 0 },
    boostsQueued: 0,
    top: [],
    ...change,
  };
}

/** Red against blue, running. */
export function battleJson(change: Partial<BattleJson> = {}): BattleJson {
  return {
    id: 'demo.battle-1',
    status: 'running',
    startedAt,
    endsAt,
    durationMs: endsAt - startedAt,
    criticalAt: endsAt - 10_000,
    criticalFactor: 2,
    mistAt: 0,
    overtime: 0,
    overtimes: 3,
    votesPerViewer: 10,
    likesPerViewer: 5,
    gifts: 'all',
    minScore: 0,
    draw: 'draw',
    verdict: 'highlight',
    verdictText: '',
    referee: 'demo',
    sides: [sideJson(), sideJson({ id: 'blue', name: 'Blue' })],
    winner: '',
    by: '',
    reason: '',
    rehearsal: false,
    ...change,
  };
}

/** Tea or coffee, open. */
export function pollJson(change: Partial<PollJson> = {}): PollJson {
  return {
    id: 'poll-1',
    question: 'What shall we taste next?',
    choices: [
      { id: 'tea', text: 'Tea', votes: 0 },
      { id: 'coffee', text: 'Coffee', votes: 0 },
    ],
    startedAt,
    endsAt: startedAt + 60_000,
    status: 'open',
    results: 'live',
    rehearsal: false,
    ...change,
  };
}
