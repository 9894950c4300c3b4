/** Votes per second of one process's shards: gate, fold, keys, and the text of what goes to disk, until the last one is answered. */
import type { Shard } from '../../../rooms/crowd/shard.ts';
import type { Member } from '../../../rooms/crowd/member.ts';
import type { EdgeBallot } from '../../../rooms/stage-wire.ts';
import { mergeTallies } from '../../../shared/ballot/index.ts';
import { compareText } from '../../../shared/game-kit/tallies.ts';
import { shardsFor } from '../../../shared/ids.ts';
import { isRefusal } from '../../../shared/protocol/index.ts';
import type { ViewerRequest } from '../../../shared/protocol/index.ts';
import { median, round } from '../statistics.ts';
import { undisturbedRounds } from '../undisturbed.ts';
import { method, patienceFor, tooBusy } from '../grabs/patience.ts';
import { benchMember, openShards } from './shards.ts';
import { createTextJournal, storedOf } from './text-journal.ts';

const viewers = 10_000;
const shards = shardsFor(viewers);
/** Of each viewer, in turns: new votes, the same again, and votes for a side that there is not. */
const perViewer = { fresh: 16, repeated: 3, forged: 1 };
const each = perViewer.fresh + perViewer.repeated + perViewer.forged;
const votes = viewers * each;
/** Votes that arrive in one turn of the loop. */
const atOnce = 1000;
const tickMs = 50;
const contest = 'bench.battle-1';
const sides = ['red', 'blue', 'green'];

interface Ask {
  member: Member;
  vote: ViewerRequest<'vote'>;
}

interface Figures {
  perSecond: number;
  outcome: object;
}

export async function core(): Promise<object> {
  const members = Array.from({ length: viewers }, (_, n) => benchMember(`viewer-${n}`));
  const prepared = Array.from({ length: votes }, (_, n) => askOf(members[n % viewers]!, Math.floor(n / viewers)));
  const measured = await undisturbedRounds(patienceFor(process.pid), () => play(members, prepared));
  if (!measured) return tooBusy;
  const perSecond = measured.good.map((figures) => figures.perSecond);
  const result = { median: median(perSecond), least: Math.min(...perSecond), most: Math.max(...perSecond) };
  return { votes, viewers, shards, perViewer, atOnce, tickMs, ...method, votesPerSecond: result, ...measured };
}

/** One battle from its first vote to its last answer; throws when anything of it is not exact. */
async function play(members: readonly Member[], prepared: readonly Ask[]): Promise<Figures> {
  const journal = createTextJournal();
  const open = openShards(journal, { shards, ballot: ballotNow() });
  const at: Shard[] = members.map((member) => open.crowd.shardOf(member.viewer));
  for (const [n, member] of members.entries()) at[n]!.enter(member);
  const answers: unknown[] = [];
  const sentBefore = open.sent();
  const ticks = setInterval(() => open.pull(), tickMs);
  const startedAt = performance.now();
  for (let n = 0; n < prepared.length; n += atOnce) {
    for (let i = n; i < Math.min(n + atOnce, prepared.length); i++) {
      const { member, vote } = prepared[i]!;
      answers.push(at[i % viewers]!.vote(member, vote));
    }
    await new Promise(setImmediate);
  }
  const given = await Promise.all(answers);
  const elapsedMs = performance.now() - startedAt;
  clearInterval(ticks);
  open.pull();
  const snapshots = open.sent() - sentBefore;
  const accepted = given.filter((answer) => !isRefusal(answer)).length;
  if (accepted !== viewers * (perViewer.fresh + perViewer.repeated)) throw new Error(`${accepted} votes were accepted`);
  const told = [...open.newest.values()].flatMap(({ ballots }) => ballots.map(({ tally }) => tally)).reduce(mergeTallies);
  await open.crowd.stop();
  const stored = storedOf(journal);
  const found = [told, stored.tally].map((tally) => [tally.votes, tally.voters, tally.refused]);
  const wanted = [expectedVotes(), viewers, { 'vote/unknown-option': viewers * perViewer.forged }];
  for (const one of [...found, [stored.votes, viewers, wanted[2]]])
    if (JSON.stringify(sorted(one)) !== JSON.stringify(sorted(wanted))) throw new Error(`not exact: ${JSON.stringify(one)}`);
  const ms = round(elapsedMs, 0);
  return {
    perSecond: Math.round((votes / elapsedMs) * 1000),
    outcome: { ms, snapshots, snapshotsPerSecond: round((snapshots / ms) * 1000, 0) },
  };
}

function ballotNow(): EdgeBallot {
  const startsAt = Date.now() - 1000;
  const periods = [{ startsAt, endsAt: startsAt + 600_000, slice: 0 }];
  const limits = { votesPerViewer: 100, likesPerViewer: 0, weights: [], sliceMs: 2000 };
  return { id: contest, options: sides, ...limits, periods, home: null, step: 1, ended: false, rehearsal: false };
}

function askOf(member: Member, turn: number): Ask {
  if (turn < perViewer.fresh) return { member, vote: voteFor(turn, sideOf(turn)) };
  const again = turn - perViewer.fresh;
  return { member, vote: again < perViewer.repeated ? voteFor(again, sideOf(again)) : voteFor(turn, 'nobody') };
}

function voteFor(key: number, side: string): ViewerRequest<'vote'> {
  return { battle: contest, side, count: 1, key: `vote-${key}` };
}

function sideOf(turn: number): string {
  return sides[turn % sides.length]!;
}

function expectedVotes(): Record<string, number> {
  const expected: Record<string, number> = {};
  for (let turn = 0; turn < perViewer.fresh; turn++) expected[sideOf(turn)] = (expected[sideOf(turn)] ?? 0) + viewers;
  return expected;
}

/** The same whatever was counted first. */
function sorted(parts: readonly unknown[]): unknown[] {
  return parts.map((part) =>
    typeof part === 'object' && part !== null ? Object.entries(part).toSorted(([a], [b]) => compareText(a, b)) : part,
  );
}
