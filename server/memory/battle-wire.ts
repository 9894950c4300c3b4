/** The battle wire of one process: what a stage tells another is heard a moment later, each note as a copy of its own. */
import type { BattleEnd, BattleNote, BattleWire } from '../../rooms/battle-wire.ts';
import type { ShowId } from '../../shared/ids.ts';

export function createMemoryBattleWire(): BattleWire {
  const ends = new Map<ShowId, BattleEnd>();
  return {
    join(show, end) {
      // The newest end of a show is the one that hears: its stage leads.
      ends.set(show, end);
      let isClosed = false;
      return {
        tell: (to, note) => {
          if (isClosed) return;
          const copy = JSON.parse(JSON.stringify(note)) as BattleNote;
          const listener = ends.get(to);
          // Not within this call, and not if whoever was told has left meanwhile.
          queueMicrotask(() => {
            if (listener && ends.get(to) === listener) listener.hear(show, copy);
          });
        },
        reaches: (to) => ends.has(to),
        close: () => {
          isClosed = true;
          if (ends.get(show) === end) ends.delete(show);
        },
      };
    },
  };
}
