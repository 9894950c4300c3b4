/** Adds a sale's lines up anew, one by one, without the ledger's own arithmetic. */
import assert from 'node:assert/strict';
import type { SaleLine } from '../../shared/sale/index.ts';

/** Fails at the first line that does not follow from those before it. */
export function checkLines(lines: readonly SaleLine[]): void {
  const states = new Map<string, { state: string; viewer: string; quantity: number }>();
  for (const [n, line] of lines.entries()) {
    const says = JSON.stringify(line);
    assert.equal(line.after.seq, n + 1, says);
    assert.ok(n === 0 || line.at >= lines[n - 1]!.at, says);
    if ('hold' in line) {
      const known = states.get(line.hold);
      const from = known?.state ?? 'none';
      const place = line.kind === 'queue' || ('number' in line && line.number !== undefined);
      const legal = {
        queue: ['none'],
        hold: [place ? 'queue' : 'none'],
        confirm: ['hold'],
        expire: ['hold'],
        release: [place ? 'queue' : 'hold'],
      };
      assert.ok(legal[line.kind].includes(from), `${from} → ${says}`);
      if (known) assert.deepEqual([known.viewer, known.quantity], [line.viewer, line.quantity], says);
      states.set(line.hold, { state: line.kind, viewer: line.viewer, quantity: line.quantity });
    }
    const all = [...states.values()];
    const units = (state: string) => all.reduce((sum, one) => sum + (one.state === state ? one.quantity : 0), 0);
    const { stock, perViewer, available, held, sold, queued } = line.after;
    assert.deepEqual([held, sold, available], [units('hold'), units('confirm'), stock - units('hold') - units('confirm')], says);
    assert.ok(available >= 0, says);
    if (line.kind !== 'close')
      assert.equal(
        queued,
        lines.some(({ kind, after }) => kind === 'close' && after.seq < line.after.seq) ? 0 : units('queue'),
        says,
      );
    if (line.kind === 'hold' || line.kind === 'queue') {
      const mine = all.filter(({ viewer, state }) => viewer === line.viewer && ['queue', 'hold', 'confirm'].includes(state));
      const has = mine.reduce((sum, { quantity }) => sum + quantity, 0);
      // A place may be older than a lowered limit.
      assert.ok(has <= perViewer || (line.kind === 'hold' && line.number !== undefined), `${has} units: ${says}`);
    }
  }
}
