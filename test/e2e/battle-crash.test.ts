/** A real server that is killed in the middle of a battle: no acknowledged vote or gift is lost, none counts twice, and every clock goes on. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { checkBattleReceipt } from '../../shared/battle/index.ts';
import type { BattleReceipt } from '../../shared/battle/index.ts';
import { checkPollReceipt } from '../../shared/poll/index.ts';
import type { PollReceipt } from '../../shared/poll/index.ts';
import { brokenPromises } from '../support/battle-crash/broken-promises.ts';
import { BattleCrash, show } from '../support/battle-crash/run.ts';
import type { Contest, VoteRecord, Voter } from '../support/battle-crash/voter.ts';

const kills = 3;
/** Long enough for all kills on a slow machine, too. */
const durationMs = 30_000;

describe('a server that is killed in the middle of a battle', function () {
  this.timeout(180_000);
  const seed = `battle-crash-${Date.now()}`;
  let crash: BattleCrash;
  let receipt: BattleReceipt;
  let closedPoll: PollReceipt;

  before(async () => {
    crash = await BattleCrash.open({ seed, port: 4430 });
    const battle = await crash.startBattle({ durationMs, critical: { lastMs: 20_000, factor: 3 } });
    const asked = await crash.startPoll(durationMs - 2000);
    await crash.order('battle.boost', { side: 'left', factor: 2, ms: 10_000 });
    const playing = Promise.all([
      ...crash.voters.map((voter) => voter.vote(battle, isOver(battle))),
      ...crash.pollVoters.map((voter) => voter.vote(asked, isOver(asked))),
      crash.platform.give({ id: battle.id, sides: battle.options }, isOver(battle)),
    ]);
    await crash.killAgainAndAgain(kills);
    await playing;
    receipt = await crash.battleReceipt(battle.id);
    closedPoll = await crash.pollReceipt(asked.id);
  });
  after(() => crash.close());

  const giftsOf = (battle: string) => crash.platform.records.filter(({ request }) => request.battle === battle);

  it('[BATTLE-230] killed at random moments, a battle goes on with its clock and sides, and every acknowledged vote and gift counts once', () => {
    const [votes, gifts] = [recordsOf(crash.voters, receipt.id), giftsOf(receipt.id)];
    assert.equal(crash.kills, kills);
    assert.deepEqual([...crash.faults, ...crash.platform.faults], [], seed);
    assert.deepEqual(brokenPromises(receipt.inputs[show]!, { votes, gifts }), [], seed);
    assert.deepEqual([receipt.status, receipt.reason, receipt.missing], ['over', null, []], seed);
    assert.equal(receipt.periods.at(-1)!.endsAt - receipt.startedAt, durationMs);
    assert.ok(votes.filter(({ answer }) => typeof answer === 'object').length >= 40, `${seed}: too few votes were acknowledged`);
    assert.ok(gifts.filter(({ reply }) => reply.counted).length >= 20, `${seed}: too few gifts were taken`);
  });

  it('[BATTLE-231] quotas go on: whoever comes back has the votes left that they had been told, and never more than the quota', () => {
    assert.deepEqual(
      [...crash.voters, ...crash.pollVoters].flatMap(({ faults }) => faults),
      [],
      seed,
    );
    for (const { records } of crash.voters) {
      const used = records.reduce((sum, { count, answer }) => sum + (typeof answer === 'object' ? count : 0), 0);
      assert.ok(used <= receipt.rules.votesPerViewer, `${seed}: ${records[0]?.viewer} voted ${used} times`);
    }
    const kept = crash.voters.reduce((sum, { keptQuotas }) => sum + keptQuotas, 0);
    assert.ok(kept >= kills, `${seed}: only ${kept} quotas were compared`);
    const refused = recordsOf(crash.voters, receipt.id).filter(({ answer }) => answer === 'vote/quota');
    assert.ok(refused.length > 0, `${seed}: nobody had used up their votes`);
  });

  it('[BATTLE-232] a vote or gift that was answered before a crash is answered the same after it', async () => {
    const recalled = crash.voters.reduce((sum, voter) => sum + voter.recalled, 0);
    assert.ok(recalled >= kills, `${seed}: only ${recalled} votes were cast again`);
    assert.ok(crash.platform.recalled >= kills, `${seed}: only ${crash.platform.recalled} gifts were sent again`);
    const listed = await crash.giftKeys(receipt.id);
    const sent = giftsOf(receipt.id).filter(({ reply }) => reply.battle === receipt.id);
    assert.deepEqual(
      listed.toSorted(),
      sent.map(({ request }) => request.key).toSorted(),
      `${seed}: each is listed for refunds, once`,
    );
  });

  it('[BATTLE-233] a poll goes on over the same crashes, with one vote for each viewer', () => {
    const votes = recordsOf(crash.pollVoters, closedPoll.id);
    assert.deepEqual(brokenPromises(closedPoll.counted, { votes, gifts: [] }), [], seed);
    assert.equal(closedPoll.counted.voters, crash.pollVoters.length, seed);
    assert.equal(votes.filter(({ answer }) => typeof answer === 'object').length, crash.pollVoters.length, seed);
    assert.deepEqual(checkPollReceipt(closedPoll), []);
  });

  it('[BATTLE-234] the receipt of a battle that was interrupted can be recomputed by a stranger, boost and critical time included', () => {
    assert.deepEqual(checkBattleReceipt(receipt), [], seed);
    assert.deepEqual(
      receipt.boosts.map(({ side, factor }) => [side, factor]),
      [['left', 2]],
    );
    const script = new URL('../../scripts/verify-battle.ts', import.meta.url).pathname;
    const run = spawnSync(process.execPath, ['--disable-warning=ExperimentalWarning', script, '-'], {
      input: JSON.stringify(receipt),
      encoding: 'utf8',
    });
    assert.equal(run.status, 0, `${seed}: ${run.stdout}${run.stderr}`);
  });

  it('[BATTLE-235] a battle whose end passed while the server was down is settled with all that was acknowledged', async () => {
    const battle = await crash.startBattle({ durationMs: 10_000, critical: null });
    const playing = Promise.all([
      ...crash.voters.map((voter) => voter.vote(battle, isOver(battle))),
      crash.platform.give({ id: battle.id, sides: battle.options }, isOver(battle)),
    ]);
    await new Promise((resolve) => setTimeout(resolve, battle.endsAt - 400 - Date.now()));
    await crash.killOnce({ downUntil: battle.endsAt + 500 });
    await playing;
    const late = await crash.battleReceipt(battle.id);
    const [votes, gifts] = [recordsOf(crash.voters, battle.id), giftsOf(battle.id)];
    assert.deepEqual([...crash.faults, ...crash.voters.flatMap(({ faults }) => faults)], [], seed);
    assert.deepEqual(brokenPromises(late.inputs[show]!, { votes, gifts }), [], seed);
    assert.equal(late.periods.at(-1)!.endsAt, battle.endsAt, seed);
    assert.deepEqual([late.status, checkBattleReceipt(late)], ['over', []], seed);
  });

  it('[BATTLE-236] an acknowledged vote or gift that is not in the receipt would have been noticed, and one that nobody sent', () => {
    const [votes, gifts] = [recordsOf(crash.voters, receipt.id), giftsOf(receipt.id)];
    const counted = receipt.inputs[show]!;
    const vote = votes.find(({ answer }) => typeof answer === 'object')!;
    const gift = gifts.find(({ reply }) => reply.counted)!;
    const ghosts = Array.from({ length: 20 }, () => ({ ...vote, key: 'never-cast' }));
    assert.equal(brokenPromises(counted, { votes: [...votes, ...ghosts], gifts }).length, 1);
    assert.equal(brokenPromises(counted, { votes, gifts: [...gifts, gift] }).length, 1);
    assert.ok(brokenPromises(counted, { votes: [], gifts: [] }).length >= 2);
  });
});

function isOver({ endsAt }: Contest): () => boolean {
  return () => Date.now() >= endsAt;
}

function recordsOf(voters: readonly Voter[], contest: string): VoteRecord[] {
  return voters.flatMap(({ records }) => records).filter((record) => record.contest === contest);
}
