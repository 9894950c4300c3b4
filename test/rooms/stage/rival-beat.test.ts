/** The beat of a battle between two shows: while there is something to tell, it is told every second. */
import assert from 'node:assert/strict';
import type { BattleEnd, BattleNote } from '../../../rooms/battle-wire.ts';
import type { Clock } from '../../../rooms/services.ts';
import type { CoreHolder } from '../../../rooms/stage/core-holder.ts';
import type { Core } from '../../../rooms/stage/core-state.ts';
import { RivalLink } from '../../../rooms/stage/rival-link.ts';
import { Serial } from '../../../rooms/stage/serial.ts';
import { given, invited, numbered, stages } from '../../support/duel-pair.ts';
import { manualClock } from '../../support/manual-clock.ts';
import { passTime } from '../../support/show-world.ts';

/** A link whose show stays as it is, whatever it hears. */
function linkOf(core: Core, clock: Clock): { rival: RivalLink; told: BattleNote[]; hear: BattleEnd['hear'] } {
  const told: BattleNote[] = [];
  const ends: BattleEnd[] = [];
  const link = { tell: (_to: string, note: BattleNote) => void told.push(note), reaches: () => true, close: () => {} };
  const join = (_show: string, end: BattleEnd) => {
    ends.push(end);
    return link;
  };
  const log = { info: () => {}, warn: () => {}, error: () => {} };
  const metrics = { count: () => {}, set: () => {}, observe: () => {} };
  const holder = { core, step: () => ({ core, effects: [] }), adopt: () => {} } as unknown as CoreHolder;
  const gifts = { isFinal: () => true, tally: () => null };
  const rival = new RivalLink(
    { clock, battles: { join }, log, metrics },
    { holder, serial: new Serial(() => {}), gifts, touch: () => {} },
  );
  rival.begin();
  return { rival, told, hear: (from, note) => ends[0]!.hear(from, note) };
}

describe('the beat between two shows', () => {
  it('[BATTLE-276] goes on though timers are early, and the second passes between two looks at the clock', async () => {
    const inner = manualClock(invited().day.now);
    // A look takes a moment, and a timer may be early by one.
    let tookMs = 0;
    const clock = {
      now: () => inner.now(),
      monotonic: () => inner.monotonic() + (tookMs += 0.2),
      after: (ms: number, act: () => void) => inner.after(Math.max(0, ms - 0.3), act),
    };
    const { rival, told } = linkOf(invited().day.core, clock);
    for (let second = 1; second <= 20; second++) {
      const before = told.length;
      await passTime(inner, 1050);
      assert.ok(told.length > before, `nothing was told in second ${second}`);
    }
    rival.stop();
  });

  it('[BATTLE-279] two shows that cannot agree tell each other so every second, not in one endless breath', () => {
    const duel = stages.running();
    given(duel.night, 'battle.end');
    const before = numbered(duel.day);
    duel.day.give('battle.cancel');
    const clock = manualClock(duel.night.now);
    // A show that never takes in the other's record.
    const { rival, told, hear } = linkOf(duel.night.core, clock);
    const answers = (note: BattleNote) => {
      const had = told.length;
      hear('day', note);
      return told.length - had;
    };
    assert.equal(answers(before), 1, 'that it goes on there is news here');
    for (let i = 0; i < 5; i++) assert.equal(answers(numbered(duel.day)), 0);
    clock.advance(1000);
    assert.ok(told.length > 2);
    rival.stop();
  });
});
