/** How votes are cast: each counted once, whatever the line does. */
import assert from 'node:assert/strict';
import { signal } from '@preact/signals';
import { errors, refuse } from '../../../shared/protocol/errors.ts';
import type { ErrorCode } from '../../../shared/protocol/errors.ts';
import type { OwnMessage } from '../../../shared/protocol/messages.ts';
import type { ConnectionStatus } from '../../../web/kit/connection.ts';
import { ownVotingOf, stepsOf } from '../../../web/viewer/contest/own-votes.ts';
import { makeVoter } from '../../../web/viewer/contest/voter.ts';
import { settled } from '../../support/fake-room.ts';
import { manualClock } from '../../support/manual-clock.ts';

const battle = 'demo.battle-1';
const passingCodes: ErrorCode[] = ['busy', 'ledger-unavailable', 'rate-limited', 'draining', 'too-slow', 'internal'];

interface Asked {
  payload: { battle: string; side: string; count: number; key: string };
  answer: (value: unknown) => Promise<void>;
}

function page() {
  const time = manualClock();
  const asked: Asked[] = [];
  const own = signal<OwnMessage | null>(null);
  const status = signal<ConnectionStatus>('live');
  const request = (_type: string, payload: unknown): Promise<never> =>
    new Promise((resolve) =>
      asked.push({
        payload: payload as Asked['payload'],
        answer: async (value) => {
          resolve(value as never);
          await settled();
        },
      }),
    );
  let keys = 0;
  const voter = makeVoter({
    connection: { request, own, status },
    requestOf: (contest, { option, count, key }) => ({ battle: contest, side: option, count, key }),
    timers: time,
    random: () => 0.5,
    newKey: () => `k${++keys}`,
  });
  const isFor = (viewer: string): void => {
    own.value = { viewer, name: 'Mei', muted: false, round: null, holds: [], queue: [], votesLeft: [] };
  };
  isFor('mei');
  const pass = async (ms: number): Promise<void> => {
    time.advance(ms);
    await settled();
  };
  const voting = () => voter.votes.value[battle];
  const press = (option: string, count = 1): void => voter.vote(battle, { option, count });
  const sent = () => asked.map(({ payload: { side, count, key } }) => `${side} ${count} ${key}`);
  return { voter, asked, own, status, isFor, pass, press, voting, sent };
}

describe('voter', () => {
  it('[PAGE-145] presses while a vote is on its way go together in the next, each side’s in its turn', async () => {
    const { press, asked, sent, voting } = page();
    for (const option of ['red', 'red', 'red', 'blue', 'blue', 'red']) press(option);
    assert.deepEqual(sent(), ['red 1 k1']);
    assert.deepEqual(voting()?.sending, { red: 4, blue: 2 });
    await asked[0]!.answer({ left: 9 });
    await asked[1]!.answer({ left: 7 });
    assert.deepEqual(voting()?.sending, { blue: 2, red: 1 });
    await asked[2]!.answer({ left: 5 });
    await asked[3]!.answer({ left: 4 });
    assert.deepEqual(sent(), ['red 1 k1', 'red 2 k2', 'blue 2 k3', 'red 1 k4']);
    assert.deepEqual(voting(), { sending: {}, counted: { left: 4, option: 'red' }, refusal: null });
    press('blue', 4);
    assert.equal(sent().at(-1), 'blue 4 k5');
  });

  for (const code of passingCodes) {
    it(`[PAGE-146] after "${code}" a vote is asked for again under the same key, until it is answered`, async () => {
      const { press, asked, pass, voting, sent } = page();
      press('red', 2);
      await asked[0]!.answer(refuse(code));
      assert.deepEqual(voting()?.sending, { red: 2 }, 'it is still on its way');
      await pass(5000);
      await asked[1]!.answer(refuse(code));
      await pass(5000);
      await asked[2]!.answer({ left: 8 });
      await pass(60_000);
      assert.deepEqual(sent(), ['red 2 k1', 'red 2 k1', 'red 2 k1']);
      assert.deepEqual(voting()?.sending, {});
    });
  }

  it('[PAGE-146] every other refusal is an answer: what waited behind it is dropped, and a new press has a new key', async () => {
    const definite = (Object.keys(errors) as ErrorCode[]).filter(
      (code) => !passingCodes.includes(code) && code !== 'vote/not-open',
    );
    for (const code of definite) {
      const { press, asked, pass, voting, sent } = page();
      press('red');
      press('blue');
      await asked[0]!.answer(refuse(code));
      await pass(60_000);
      assert.deepEqual(sent(), ['red 1 k1'], code);
      assert.equal(voting()?.refusal?.code, code);
      assert.deepEqual(voting()?.sending, {});
      press('red');
      assert.equal(voting()?.refusal, null, 'a new press is a new try');
      assert.equal(sent().at(-1), 'red 1 k2', code);
    }
  });

  it('[PAGE-146] a vote that came a moment before the start is asked for again, but not for ever', async () => {
    const { press, asked, pass, voting, sent } = page();
    press('red');
    for (let tries = 0; tries < 8; tries++) {
      await asked[tries]!.answer(refuse('vote/not-open'));
      await pass(5000);
    }
    assert.equal(asked.length, 8);
    assert.equal(new Set(sent()).size, 1, 'one key');
    assert.equal(voting()?.refusal?.code, 'vote/not-open');
  });

  it('[PAGE-146] after a minute without an answer the viewer is told that there is none', async () => {
    const { press, asked, pass, voting } = page();
    press('red');
    for (let tries = 0; voting()?.refusal === null && tries < 50; tries++) {
      await asked.at(-1)!.answer(refuse('busy'));
      await pass(5000);
    }
    assert.equal(voting()?.refusal?.code, 'busy');
    assert.ok(asked.length > 10, 'it did not give up early');
  });

  it('[PAGE-147] another viewer, or being put out, ends what was under way; a late answer changes nothing', async () => {
    const { press, asked, isFor, status, voting, voter, pass } = page();
    press('red');
    press('blue');
    isFor('mei');
    assert.deepEqual(voting()?.sending, { red: 1, blue: 1 }, 'word of the same viewer changes nothing');
    isFor('li');
    await asked[0]!.answer({ left: 3 });
    assert.equal(voting(), undefined);
    press('red');
    await asked[1]!.answer(refuse('busy'));
    status.value = 'refused';
    await pass(60_000);
    assert.equal(asked.length, 2);
    status.value = 'live';
    press('red');
    voter.close();
    await asked[2]!.answer({ left: 1 });
    assert.equal(voting(), undefined);
  });
});

const own = (left: number, last: string) => ({ votesLeft: [{ contest: battle, left, last }] });
const votingOf = (left: number, option: string) => ({ sending: {}, counted: { left, option }, refusal: null });
const seen = (given: Partial<Parameters<typeof ownVotingOf>[1]>) => {
  const { left, free, last } = ownVotingOf(battle, { votesEach: 10, own: null, voting: undefined, ...given });
  return { left, free, last };
};

describe('own votes', () => {
  it('[PAGE-148] are what is left by the server’s newest word, less what is on its way', () => {
    assert.deepEqual(seen({}), { left: 10, free: 10, last: null });
    assert.deepEqual(seen({ own: own(6, 'red') }), { left: 6, free: 6, last: 'red' });
    assert.deepEqual(seen({ own: { votesLeft: [{ contest: 'other', left: 0, last: 'red' }] } }), {
      left: 10,
      free: 10,
      last: null,
    });
    assert.deepEqual(seen({ own: own(6, 'red'), voting: votingOf(4, 'blue') }), { left: 4, free: 4, last: 'blue' });
    assert.deepEqual(seen({ own: own(3, 'red'), voting: votingOf(4, 'blue') }), { left: 3, free: 3, last: 'red' });
    const sending = { sending: { red: 2, blue: 3 }, counted: null, refusal: null };
    assert.deepEqual(seen({ own: own(6, 'red'), voting: sending }), { left: 6, free: 1, last: 'red' });
    assert.equal(seen({ own: own(4, 'red'), voting: sending }).free, 0, 'counted and still under way is not below nothing');
  });

  it('[PAGE-148] are cast one by one; many of them also in handfuls', () => {
    assert.deepEqual([1, 3, 10, 100].map(stepsOf), [['one'], ['one'], ['one', 'all'], ['one', 'some', 'all']]);
  });
});
