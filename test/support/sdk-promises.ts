/** Holds a round's receipt against what viewers were promised: every acknowledged input is in it, and nothing that was never sent. */
import type { RoundReceipt } from '../../rooms/stage/core-events.ts';
import { hash32 } from '../../shared/ids.ts';
import type { Sent } from './sdk-player.ts';

type Receipt = RoundReceipt & { entries?: string[] };
/** What must at least be there, and what may be there at most. */
type Bounds = Map<string, { promised: number; possible: number }>;

/** One sentence for every promise that the receipt breaks. */
export function brokenPromises(sent: readonly Sent[], receipt: Receipt): string[] {
  const ofRound = sent.filter(({ round }) => round === receipt.round);
  const { bounds, found } = countersOf[receipt.game]!(ofRound, receipt);
  const names = new Set([...bounds.keys(), ...found.keys()]);
  const broken = [...names].filter((name) => {
    const { promised, possible } = bounds.get(name) ?? { promised: 0, possible: 0 };
    const there = found.get(name) ?? 0;
    return there < promised || there > possible;
  });
  const about = `round ${receipt.round} of ${receipt.game}`;
  return [
    ...(receipt.outcome === 'settled' ? [] : [`${about} was ${receipt.outcome}`]),
    ...(receipt.missingShards.length === 0 ? [] : [`${about} lacks shards ${receipt.missingShards.join(', ')}`]),
    ...broken.map((name) => {
      const { promised, possible } = bounds.get(name) ?? { promised: 0, possible: 0 };
      return `${about}: ${name} is ${found.get(name) ?? 0}, but ${promised} to ${possible} were sent`;
    }),
  ];
}

type Counters = (sent: readonly Sent[], receipt: Receipt) => { bounds: Bounds; found: Map<string, number> };

const countersOf: Record<string, Counters> = {
  'tap-race': (sent, { result }) => {
    const teams = result!.summary['teams'] as { taps: number }[];
    return {
      bounds: boundsOf(sent, ({ viewer, payload }) => ({
        name: `the taps of team ${hash32(viewer) % teams.length}`,
        by: (payload as { count: number }).count,
      })),
      found: new Map(teams.map(({ taps }, team) => [`the taps of team ${team}`, taps])),
    };
  },
  'lucky-draw': (sent, { entries = [] }) => ({
    bounds: boundsOf(sent, ({ viewer }) => ({ name: `the entry of ${viewer}`, by: 1 })),
    found: new Map(entries.map((viewer) => [`the entry of ${viewer}`, 1])),
  }),
  'quick-quiz': (sent, { result }) => {
    const asked = result!.summary['questions'] as { chosen: number[] }[];
    const chosen = asked.flatMap((each, i) => each.chosen.map((count, choice) => [choiceName(i + 1, choice), count] as const));
    return {
      bounds: boundsOf(sent, ({ payload }) => {
        const { question, choice } = payload as { question: number; choice: number };
        return { name: choiceName(question, choice), by: 1 };
      }),
      found: new Map(chosen),
    };
  },
};

function choiceName(question: number, choice: number): string {
  return `choice ${choice} of question ${question}`;
}

function boundsOf(sent: readonly Sent[], countedAs: (sent: Sent) => { name: string; by: number }): Bounds {
  const bounds: Bounds = new Map();
  for (const each of sent) {
    if (each.outcome === 'refused') continue;
    const { name, by } = countedAs(each);
    const old = bounds.get(name) ?? { promised: 0, possible: 0 };
    const promised = old.promised + (each.outcome === 'acknowledged' ? by : 0);
    bounds.set(name, { promised, possible: old.possible + by });
  }
  return bounds;
}
