/** What is wrong with the records of two shows that did battle. */
import { emptyTally } from '../../shared/ballot/index.ts';
import { countedOf } from '../../shared/ballot/receipt.ts';
import { checkBattleReceipt } from '../../shared/battle/index.ts';
import type { BattleReceipt } from '../../shared/battle/index.ts';
import type { DuelShow, DuelStand } from './duel-stand.ts';

/** Every fault in words, and how the battles ended, as `status reason`. */
export function duelFaults(stand: DuelStand): { faults: string[]; ends: string[] } {
  const faults: string[] = [];
  const ends: string[] = [];
  for (const referee of stand.shows.values()) {
    for (let n = 1; n <= referee.core.lastBattle; n++) {
      const id = `${referee.name}.battle-${n}`;
      const receipt = referee.receipts.get(id);
      if (!receipt) {
        faults.push(`${id}: no record where it was decided`);
        continue;
      }
      ends.push([receipt.status, ...(receipt.reason ? [receipt.reason] : [])].join(' '));
      faults.push(...checkBattleReceipt(receipt).map((finding) => `${id}: ${JSON.stringify(finding)}`));
      for (const { show } of receipt.sides) {
        const other = stand.show(show);
        if (other !== referee) faults.push(...faultsBetween(receipt, referee, other));
      }
      faults.push(...faultsOfTelling(receipt, referee));
    }
  }
  return { faults: [...new Set(faults)], ends };
}

function faultsBetween(receipt: BattleReceipt, referee: DuelShow, mirror: DuelShow): string[] {
  const { id, startedAt, status, missing } = receipt;
  const theirs = mirror.receipts.get(id);
  // One that was never accepted may never have been heard of.
  if (!theirs) return startedAt > 0 ? [`${id}: no record at ${mirror.name}`] : [];
  const faults: string[] = [];
  if (JSON.stringify(receipt) !== JSON.stringify(theirs)) {
    faults.push(`${id}: ${status} ${receipt.reason} at ${referee.name}, ${theirs.status} ${theirs.reason} at ${mirror.name}`);
  }
  const [a, b] = [referee.core.battle?.battle, mirror.core.battle?.battle];
  if (a?.id === id && b?.id === id && (a.status !== b.status || JSON.stringify(a.result) !== JSON.stringify(b.result)))
    faults.push(`${id}: shown as ${a.status} at ${referee.name}, as ${b.status} at ${mirror.name}`);
  if (status === 'over' && missing.length > 0) faults.push(`${id}: ${missing.join()} missing, and all were there`);
  if (status === 'over') for (const show of [referee, mirror]) faults.push(...miscounted(receipt, show));
  for (const { name, boosts } of [referee, mirror]) {
    const had = receipt.boosts.filter(({ side }) => side === name).length;
    if (had > (boosts.get(id) ?? 0)) faults.push(`${id}: ${had} boosts of ${name}, which wished for fewer`);
  }
  return [...faults, ...faultsOfTelling(theirs, mirror)];
}

/** Every vote that was accepted is in the record, wherever it was cast. */
function miscounted({ id, sides, inputs }: BattleReceipt, { name, tallies }: DuelShow): string[] {
  const ids = sides.map((side) => side.id);
  // Refusals go on after the end.
  const { refused: _late, ...cast } = countedOf(tallies.get(id) ?? emptyTally(), ids);
  const { refused: _refused, ...counted } = inputs[name] ?? countedOf(emptyTally(), ids);
  return JSON.stringify(cast) === JSON.stringify(counted) ? [] : [`${id}: what was cast at ${name} is not what counts`];
}

/** Shops are told of what was accepted once, and again only when the record says something else. */
function faultsOfTelling({ id, startedAt, rehearsal, status, result }: BattleReceipt, show: DuelShow): string[] {
  const told = show.told.map(({ data }) => data as Told).filter(({ battle }) => battle === id);
  if (startedAt === 0 || rehearsal) return told.length === 0 ? [] : [`${id}: told at ${show.name}`];
  const last = told.at(-1);
  const isTrue = last?.status === status && last.winner === result.winner && last.by === result.by;
  const texts = told.map((one) => JSON.stringify([one.status, one.winner, one.by, one.reason]));
  const isTwice = texts.some((text, i) => text === texts[i - 1]);
  return isTrue && !isTwice ? [] : [`${id}: told at ${show.name}: ${texts.join()}`];
}

interface Told {
  battle?: string;
  status: string;
  winner: string | null;
  by: string;
  reason: string | null;
}
