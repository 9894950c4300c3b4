/** Demo gifts: each arrives once. */
import assert from 'node:assert/strict';
import { refuse } from '../../../../shared/protocol/errors.ts';
import type { Refusal } from '../../../../shared/protocol/errors.ts';
import type { GiftReply } from '../../../../shared/protocol/battles.ts';
import { giftsTaken, makeGiftSender } from '../../../../web/viewer/battle/gift-sender.ts';
import { settled } from '../../../support/fake-room.ts';
import { manualClock } from '../../../support/manual-clock.ts';

const counted: GiftReply = { counted: true, battle: 'demo.battle-1', side: 'red', points: 500 };

function sender(answers: (GiftReply | Refusal)[]) {
  const time = manualClock();
  const keys: string[] = [];
  let made = 0;
  const send = makeGiftSender({
    post: ({ key }) => {
      keys.push(key);
      return Promise.resolve(answers[keys.length - 1] ?? refuse('busy'));
    },
    timers: time,
    random: () => 0.5,
    newKey: () => `k${++made}`,
  });
  const give = async (): Promise<GiftReply | Refusal | undefined> => {
    let answer: GiftReply | Refusal | undefined;
    void send({ battle: 'demo.battle-1', side: 'red', gift: 'rose' }).then((told) => (answer = told));
    for (let i = 0; i < 20; i++) {
      await settled();
      time.advance(5000);
    }
    return answer;
  };
  return { give, keys };
}

describe('demo gifts', () => {
  it('[PAGE-152] are sent again under the same key until they are answered', async () => {
    const { give, keys } = sender([refuse('busy'), refuse('too-slow'), counted]);
    assert.equal(await give(), counted);
    assert.deepEqual(keys, ['k1', 'k1', 'k1']);
  });

  it('[PAGE-152] a refusal that does not pass is told at once, and one that goes on in the end', async () => {
    const refused = sender([refuse('battle/unknown-side')]);
    assert.equal(((await refused.give()) as Refusal).code, 'battle/unknown-side');
    assert.equal(refused.keys.length, 1);
    const busy = sender([]);
    assert.equal(((await busy.give()) as Refusal).code, 'busy');
    assert.equal(new Set(busy.keys).size, 1);
  });

  it('[PAGE-152] of all demo gifts those are offered that the battle takes', () => {
    assert.deepEqual(giftsTaken('all'), ['rose', 'rocket']);
    assert.deepEqual(giftsTaken('none'), []);
    assert.deepEqual(giftsTaken('lion,rocket'), ['rocket']);
  });
});
