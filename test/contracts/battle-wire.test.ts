/** What every wire between the stages of two shows must do: one suite over all of them. */
import assert from 'node:assert/strict';
import type { BattleLink, BattleNote, BattleWire, MirrorNote } from '../../rooms/battle-wire.ts';
import { createMemoryBattleWire } from '../../server/memory/battle-wire.ts';
import { turn, until } from '../support/until.ts';

/** Opens the wire as two processes see it; in one process both are the same. */
const adapters: Record<string, () => Promise<{ near: BattleWire; far: BattleWire }>> = {
  memory: async () => {
    const wire = createMemoryBattleWire();
    return { near: wire, far: wire };
  },
};

interface Heard {
  link: BattleLink;
  notes: { from: string; note: BattleNote }[];
}

function joined(wire: BattleWire, show: string): Heard {
  const notes: Heard['notes'] = [];
  return { link: wire.join(show, { hear: (from, note) => void notes.push({ from, note }) }), notes };
}

function noteOf(seq: number): MirrorNote {
  const tally = { points: { votes: { a: { 0: seq } }, likes: {}, gifts: {} }, votes: {}, voters: 1, refused: {}, top: {} };
  const rest = { answer: 'accepted', name: 'Ann', streak: 0, final: null, boosts: [], ended: null, agreed: false } as const;
  return { kind: 'mirror', battle: 'a.battle-1', epoch: 1, seq, tally, ...rest };
}

function seqs({ notes }: Heard): number[] {
  return notes.map((heard) => heard.note.seq);
}

for (const [name, open] of Object.entries(adapters)) {
  describe(`battle wire contract: ${name}`, () => {
    it('[BATTLE-170] what a show tells another is heard there, with who told it, and by nobody else', async () => {
      const { near, far } = await open();
      const [ann, bea, cem] = [joined(near, 'ann'), joined(far, 'bea'), joined(far, 'cem')];
      ann.link.tell('bea', noteOf(1));
      await until('it is heard', () => bea.notes.length > 0);
      assert.deepEqual(bea.notes, [{ from: 'ann', note: noteOf(1) }]);
      bea.link.tell('ann', noteOf(2));
      await until('the answer is heard', () => ann.notes.length > 0);
      assert.deepEqual(ann.notes, [{ from: 'bea', note: noteOf(2) }]);
      assert.deepEqual(cem.notes, []);
    });

    it('[BATTLE-170] nothing is heard within the call that tells it', async () => {
      const { near, far } = await open();
      const ann = joined(near, 'ann');
      let isTelling = false;
      const heardWithin: boolean[] = [];
      far.join('bea', { hear: () => void heardWithin.push(isTelling) });
      isTelling = true;
      ann.link.tell('bea', noteOf(1));
      isTelling = false;
      await until('it is heard', () => heardWithin.length > 0);
      assert.deepEqual(heardWithin, [false]);
    });

    it('[BATTLE-170] a note is a copy: what becomes of it here is not seen there', async () => {
      const { near, far } = await open();
      const [ann, bea, cem] = [joined(near, 'ann'), joined(far, 'bea'), joined(far, 'cem')];
      const told = noteOf(1);
      ann.link.tell('bea', told);
      ann.link.tell('cem', told);
      told.seq = 7;
      told.tally!.points.votes['a']!['0'] = 7;
      await until('both have heard it', () => bea.notes.length + cem.notes.length === 2);
      assert.deepEqual(bea.notes[0]!.note, noteOf(1));
      const heard = bea.notes[0]!.note;
      assert.ok(heard.kind === 'mirror');
      heard.tally!.voters = 9;
      assert.deepEqual(cem.notes[0]!.note, noteOf(1));
    });

    it('[BATTLE-170] whoever has left hears nothing and tells nothing; the newest end of a show hears', async () => {
      const { near, far } = await open();
      const [ann, bea, old] = [joined(near, 'ann'), joined(far, 'bea'), joined(far, 'cem')];
      ann.link.tell('cem', noteOf(1));
      await until('it is heard', () => old.notes.length === 1);
      old.link.close();
      old.link.tell('bea', noteOf(2));
      ann.link.tell('cem', noteOf(3));
      const young = joined(far, 'cem');
      old.link.close();
      ann.link.tell('cem', noteOf(4));
      ann.link.tell('bea', noteOf(5));
      await until('the last ones are heard', () => seqs(young).includes(4) && seqs(bea).includes(5));
      await turn();
      assert.deepEqual([seqs(old), seqs(bea)], [[1], [5]]);
    });

    it('[BATTLE-170] a show that has joined is reached', async () => {
      const { near, far } = await open();
      const [ann, bea] = [joined(near, 'ann'), joined(far, 'bea')];
      await until('both know of each other', () => ann.link.reaches('bea') && bea.link.reaches('ann'));
      ann.link.tell('nobody', noteOf(1));
      ann.link.tell('bea', noteOf(2));
      await until('what is told to nobody is lost, and nothing else', () => bea.notes.length > 0);
      assert.deepEqual(seqs(bea), [2]);
    });
  });
}

describe('the battle wire of one process', () => {
  it('[BATTLE-171] it knows for certain which shows there are', () => {
    const wire = createMemoryBattleWire();
    const ann = joined(wire, 'ann');
    assert.equal(ann.link.reaches('bea'), false);
    const bea = joined(wire, 'bea');
    assert.equal(ann.link.reaches('bea'), true);
    bea.link.close();
    assert.equal(ann.link.reaches('bea'), false);
  });
});
