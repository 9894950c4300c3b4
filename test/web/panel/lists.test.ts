/** Chat lines and audit entries, merged from more than one source. */
import assert from 'node:assert/strict';
import type { AuditEntry, ModeratedLine } from '../../../shared/protocol/messages.ts';
import { keptLines, namesIn, withAudit, withLines } from '../../../web/panel/control/lists.ts';

function line(id: string, viewer = 'kim'): ModeratedLine {
  return { id, viewer, name: viewer.toUpperCase(), text: id, at: 1000 };
}

function entry(id: string, at: number): AuditEntry {
  return {
    id,
    at,
    by: 'host',
    role: 'streamer',
    command: 'round.next',
    args: {},
    outcome: 'accepted',
    before: null,
    after: null,
  };
}

describe('growing lists', () => {
  it('[PAGE-57] a chat line that comes twice, as after a reconnect, is listed once', () => {
    const lines = withLines([line('a'), line('b')], [line('b'), line('c')]);
    assert.deepEqual(
      lines.map(({ id }) => id),
      ['a', 'b', 'c'],
    );
    const many = Array.from({ length: keptLines + 20 }, (_, i) => line(`n${i}`));
    assert.equal(withLines(lines, many).length, keptLines);
    assert.equal(withLines(lines, many).at(-1)?.id, many.at(-1)?.id, 'the newest stay');
  });

  it('[PAGE-57] the audit list joins the log and what happens live, newest first and each entry once', () => {
    const live = withAudit([], [entry('c', 30)]);
    const all = withAudit(live, [entry('c', 30), entry('b', 20), entry('a', 10)]);
    assert.deepEqual(
      all.map(({ id }) => id),
      ['c', 'b', 'a'],
    );
  });

  it('[PAGE-57] a muted viewer is called by the name they last wrote under', () => {
    assert.equal(namesIn([line('a', 'kim'), line('b', 'lee')]).get('lee'), 'LEE');
  });
});
