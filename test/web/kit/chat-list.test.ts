/** The chat list: bounded, without repeats, honest about what was left out. */
import assert from 'node:assert/strict';
import { addDigest, keptChatEntries } from '../../../web/kit/chat-list.ts';
import type { ChatEntry } from '../../../web/kit/chat-list.ts';

const line = (n: number) => ({ id: `l${n}`, name: 'Mei', text: `text ${n}`, at: n });
const lines = (from: number, to: number) => Array.from({ length: to - from }, (_, i) => line(from + i));

describe('chat list', () => {
  it('[PAGE-18] shows what was left out as one gap where it was left out', () => {
    let list: readonly ChatEntry[] = [];
    list = addDigest(list, { lines: lines(0, 2), skipped: 5 });
    list = addDigest(list, { lines: [], skipped: 7 });
    list = addDigest(list, { lines: lines(2, 3), skipped: 0 });
    assert.deepEqual(
      list.map((entry) => (entry.kind === 'gap' ? entry.skipped : entry.id)),
      ['l0', 'l1', 12, 'l2'],
    );
    assert.equal(new Set(list.map((entry) => entry.id)).size, list.length);
  });

  it('[PAGE-18] lines that a rejoin repeats are listed once, and nothing new keeps the list as it was', () => {
    const list = addDigest([], { lines: lines(0, 3), skipped: 0 });
    assert.equal(addDigest(list, { lines: lines(0, 3), skipped: 0 }), list);
    assert.equal(addDigest(list, { lines: lines(2, 5), skipped: 0 }).length, 5);
  });

  it('[PAGE-18] keeps only the newest entries', () => {
    const list = addDigest([], { lines: lines(0, 500), skipped: 0 });
    assert.equal(list.length, keptChatEntries);
    assert.equal(list.at(-1)?.id, 'l499');
  });
});
