/** Whatever shops answer and whenever the server dies: every event arrives, and those of a hold in their order. */
import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import type { Answered } from '../../../server/webhooks/send.ts';
import { ok, status, webhookWorld } from '../../support/webhook-world.ts';
import type { TestSale, WebhookWorld } from '../../support/webhook-world.ts';

type Act =
  | { kind: 'grab' | 'confirm' | 'release' | 'stop' }
  /** A grab, and the server dies so many steps of its work later. */
  | { kind: 'crash'; steps: number }
  /** How many seconds go by. */
  | { kind: 'wait'; seconds: number }
  /** How the shop answers from here on, in turn. */
  | { kind: 'mood'; answers: readonly ('ok' | 'fails' | 'hangs' | 'waits')[] };

const acts: fc.Arbitrary<Act> = fc.oneof(
  { weight: 6, arbitrary: fc.constant({ kind: 'grab' as const }) },
  { weight: 3, arbitrary: fc.constantFrom({ kind: 'confirm' as const }, { kind: 'release' as const }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('crash' as const), steps: fc.nat({ max: 60 }) }) },
  { weight: 1, arbitrary: fc.constant({ kind: 'stop' as const }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('wait' as const), seconds: fc.integer({ min: 1, max: 20 }) }) },
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant('mood' as const),
      answers: fc.array(fc.constantFrom('ok', 'fails', 'hangs', 'waits'), { minLength: 1, maxLength: 5 }),
    }),
  },
);

describe('the fate of webhooks', () => {
  it('[HOOK-28] every event arrives at least once, and what a shop takes of a hold it takes in order', async function () {
    this.timeout(120_000);
    await fc.assert(fc.asyncProperty(fc.array(acts, { minLength: 5, maxLength: 40 }), live), { numRuns: 60 });
  });
});

async function live(sequence: readonly Act[]): Promise<void> {
  const world = await webhookWorld();
  const taken: { hold: string; type: string }[] = [];
  let mood: readonly string[] = ['ok'];
  let turn = 0;
  world.answer = ({ event: { type, data } }) => {
    const answer = answers[mood[turn++ % mood.length]!]!();
    if (answer === ok) taken.push({ hold: String(data['hold']), type });
    return answer;
  };
  const sale = await world.sale({ stock: 1000, perViewer: 1000, holdMs: 24 * 3600_000 });
  const happened: { hold: string; type: string }[] = [];
  const open: string[] = [];
  for (const act of sequence) {
    if (act.kind === 'mood') mood = act.answers;
    else await happen(act, { world, sale, open, happened });
  }
  mood = ['ok'];
  // Whatever failed is tried again within minutes: no event of these has failed more often than a few times.
  for (let i = 0; i < 12; i++) {
    world.clock.advance(600_000);
    await world.pass(3000);
  }
  await world.relay.stop();
  for (const hold of new Set(happened.map((one) => one.hold))) {
    const wanted = happened.filter((one) => one.hold === hold).map(({ type }) => type);
    const got = taken.filter((one) => one.hold === hold).map(({ type }) => type);
    assert.deepEqual([...new Set(got)], wanted, `${hold}: ${got.join(' ')}`);
    assert.deepEqual(
      got,
      got.toSorted((a, b) => wanted.indexOf(a) - wanted.indexOf(b)),
      'nothing old comes after something new',
    );
  }
}

interface Life {
  world: WebhookWorld;
  sale: TestSale;
  /** Holds of which nothing has become yet. */
  open: string[];
  happened: { hold: string; type: string }[];
}

async function happen(act: Exclude<Act, { kind: 'mood' }>, { world, sale, open, happened }: Life): Promise<void> {
  switch (act.kind) {
    case 'grab': {
      const hold = await sale.grab('v1');
      open.push(hold);
      happened.push({ hold, type: 'hold.created' });
      return;
    }
    case 'confirm':
    case 'release': {
      const hold = open.shift();
      if (hold === undefined) return;
      happened.push({ hold, type: act.kind === 'confirm' ? 'order.confirmed' : 'hold.released' });
      return sale[act.kind](hold);
    }
    case 'crash': {
      const hold = await sale.grabAtOnce('v1');
      open.push(hold);
      happened.push({ hold, type: 'hold.created' });
      for (let step = 0; step < act.steps; step++) await Promise.resolve();
      world.crash();
      return world.restart();
    }
    case 'stop':
      await world.relay.stop();
      return world.restart();
    case 'wait':
      return world.pass(act.seconds * 1000);
  }
}

const answers: Record<string, () => Answered | Promise<Answered>> = {
  ok: () => ok,
  fails: () => status(500),
  hangs: () => new Promise(() => undefined),
  waits: () => status(429, 3000),
};
