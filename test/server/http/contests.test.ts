/** Receipts of battles and polls over HTTP: lists, single ones, and who learns who the supporters are. */
import assert from 'node:assert/strict';
import { battleReceiptSchema, checkBattleReceipt } from '../../../shared/battle/index.ts';
import { checkPollReceipt, pollReceiptSchema } from '../../../shared/poll/index.ts';
import { roles } from '../../../shared/protocol/index.ts';
import type { Role } from '../../../shared/protocol/index.ts';
import { settledBattle, settledPoll } from '../../support/contest-receipts.ts';
import { giftStand } from '../../support/gift-stand.ts';
import type { GiftStand } from '../../support/gift-stand.ts';
import { codeOf } from '../../support/shop.ts';

async function get(stand: GiftStand, path: string, role: Role = 'viewer') {
  return stand.front.call('GET', `/api/v1${path}`, { token: await stand.front.token(role, '*') });
}

describe('api: receipts of battles and polls', () => {
  it('[BATTLE-216] settled battles are listed newest first without what they were added up from, and served whole', async () => {
    const stand = giftStand();
    const [first, second] = [settledBattle(1), settledBattle(2)];
    for (const body of [first, second])
      await stand.journal.commit({ show: 'demo', receipts: [{ kind: 'battle', id: body.id, body }] });
    const { inputs: _first, ...firstListed } = first;
    const { inputs: _second, ...secondListed } = second;
    assert.deepEqual((await get(stand, '/shows/demo/battles')).json, { battles: [secondListed, firstListed] });
    assert.deepEqual((await get(stand, '/shows/demo/battles?limit=1')).json, { battles: [secondListed] });
    assert.deepEqual((await get(stand, `/shows/demo/battles/${first.id}`, 'service')).json, first);
    for (const battle of ['demo.battle-3', 'demo.battle-', 'battle-1', '1', 'poll-1', '%E0%A4%A'])
      assert.equal((await get(stand, `/shows/demo/battles/${battle}`)).status, 404, battle);
    assert.deepEqual(codeOf(await get(stand, '/shows/demo/battles/demo.battle-3')), [404, 'battle/unknown']);
    assert.deepEqual(codeOf(await get(stand, `/shows/other/battles/${first.id}`)), [404, 'battle/unknown']);
    for (const limit of [0, 51, 'x'])
      assert.deepEqual(codeOf(await get(stand, `/shows/demo/battles?limit=${limit}`)), [400, 'bad-request']);
  });

  it('[BATTLE-216] closed polls are listed newest first, and served whole', async () => {
    const stand = giftStand();
    const [first, second] = [settledPoll(1), settledPoll(2)];
    for (const body of [first, second])
      await stand.journal.commit({ show: 'demo', receipts: [{ kind: 'poll', id: body.id, body }] });
    assert.deepEqual((await get(stand, '/shows/demo/polls')).json, { polls: [second, first] });
    assert.deepEqual((await get(stand, '/shows/demo/polls?limit=1')).json, { polls: [second] });
    const one = await get(stand, '/shows/demo/polls/poll-1');
    assert.deepEqual(pollReceiptSchema.parse(one.json), first);
    assert.deepEqual(checkPollReceipt(first), []);
    for (const poll of ['poll-3', 'poll-', '1', 'demo.battle-1'])
      assert.deepEqual(codeOf(await get(stand, `/shows/demo/polls/${poll}`)), [404, 'poll/unknown'], poll);
  });

  it('[BATTLE-217] only the show’s staff learn supporters’ ids; everybody can add the receipt up again', async () => {
    const stand = giftStand();
    const kept = settledBattle(1);
    await stand.journal.commit({ show: 'demo', receipts: [{ kind: 'battle', id: kept.id, body: kept }] });
    for (const role of roles) {
      const { json, text } = await get(stand, `/shows/demo/battles/${kept.id}`, role);
      const isStaff = role === 'streamer' || role === 'moderator' || role === 'service';
      assert.equal(text.includes('secret-id'), isStaff, role);
      const receipt = battleReceiptSchema.parse(json);
      assert.deepEqual(receipt.result, kept.result, role);
      assert.deepEqual(checkBattleReceipt(receipt), [], role);
      assert.deepEqual(
        receipt.inputs['demo']?.options['left']?.supporters.map(({ name, score }) => [name, score]),
        [
          ['小明', 30],
          ['小明', 12],
        ],
      );
      const list = await get(stand, '/shows/demo/battles', role);
      assert.ok(!list.text.includes('secret-id'), role);
    }
  });
});
