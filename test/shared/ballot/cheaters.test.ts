/** Fifty thousand votes by people who want more of them than they have. */
import assert from 'node:assert/strict';
import { castVote, emptyTally, freshVoter, mergeTallies } from '../../../shared/ballot/index.ts';
import type { VoteCast, VoterRecord } from '../../../shared/ballot/index.ts';
import { shardOf } from '../../../shared/ids.ts';
import { isRefusal, viewerRequests } from '../../../shared/protocol/index.ts';
import { ballot, noon } from '../../support/battle/sample.ts';
import { quickRandom } from '../../support/quick-random.ts';

const viewers = 400;
const tabs = 5;
const shards = 4;

describe('vote cheaters', () => {
  it('[BATTLE-16] of 50,000 votes by cheaters with many tabs, replays, forged sides, late and oversize votes each viewer’s quota counts exactly', () => {
    const random = quickRandom('cheaters');
    const rules = ballot({ votesPerViewer: 10 });
    const parts = Array.from({ length: shards }, () => ({ tally: emptyTally(), voters: new Map<string, VoterRecord>() }));
    const granted = new Map<string, number>();
    const answers = new Map<string, string>();
    const refusals: Record<string, number> = {};
    const sent: { viewer: string; vote: VoteCast }[] = [];
    const cast = (viewer: string, vote: VoteCast): void => {
      const { tally, voters } = parts[shardOf(viewer, shards)]!;
      const voter = voters.get(viewer) ?? freshVoter();
      voters.set(viewer, voter);
      const answer = castVote(rules, tally, voter, vote);
      sent.push({ viewer, vote });
      if (isRefusal(answer)) {
        refusals[answer.code] = (refusals[answer.code] ?? 0) + vote.count;
        return;
      }
      const name = `${viewer} ${vote.key}`;
      const payload = `${vote.option} ${vote.count}`;
      const known = answers.get(name);
      assert.equal(known ?? `${payload} ${answer.left}`, `${payload} ${answer.left}`);
      if (known) return;
      answers.set(name, `${payload} ${answer.left}`);
      granted.set(viewer, (granted.get(viewer) ?? 0) + vote.count);
    };
    while (sent.length < 50_000) {
      const viewer = `v${random.int(viewers)}`;
      const last = sent.length > 0 && random.int(4) === 0 ? sent[random.int(sent.length)]! : null;
      if (last) {
        // A replay, as it was, later, or for another side or number.
        const change = random.int(3) === 0 ? { option: 'blue', count: 1 + random.int(3) } : {};
        cast(last.viewer, { ...last.vote, ...change, at: noon + random.int(12_000) });
        continue;
      }
      const option = ['red', 'blue', 'red', 'blue', 'green', '__proto__'][random.int(6)]!;
      const count = random.int(10) === 0 ? 11 + random.int(90) : 1 + random.int(3);
      // Tabs do not know of each other: they choose the same keys now and then.
      const key = `tab${random.int(tabs)}-${random.int(40)}`;
      cast(viewer, { option, count, key, level: 0, at: noon - 500 + random.int(12_000) });
    }
    const tally = parts.map((part) => part.tally).reduce(mergeTallies);
    const sum = [...granted.values()].reduce((all, some) => all + some, 0);
    assert.equal(sum, viewers * 10, 'everybody has spent all they had');
    assert.ok([...granted.values()].every((votes) => votes === 10));
    assert.equal((tally.votes.red ?? 0) + (tally.votes.blue ?? 0), sum);
    assert.deepEqual(Object.keys(tally.votes).toSorted(), ['blue', 'red']);
    assert.equal(tally.voters, viewers);
    assert.deepEqual(tally.refused, refusals);
    const codes = ['key-reused', 'vote/closed', 'vote/not-open', 'vote/quota', 'vote/unknown-option'];
    assert.deepEqual(Object.keys(refusals).toSorted(), codes);
  });

  it('[BATTLE-16] votes of no number, or of more than anybody can have, are refused at the door', () => {
    const vote = { battle: 'demo.battle-1', side: 'red', key: 'k' };
    for (const count of [0, -1, 1.5, 101, Number.NaN, Infinity, '2'])
      assert.ok(!viewerRequests.vote.safeParse({ ...vote, count }).success, String(count));
    assert.ok(viewerRequests.vote.safeParse({ ...vote, count: 100 }).success);
  });
});
