/** A sale's records and lines, sorted by what they are about. */
import type { RecordOf, SaleRecord } from './records.ts';
import type { LedgerLine } from '../../shared/sale/index.ts';

type LineOf<Kind extends LedgerLine['kind']> = Extract<LedgerLine, { kind: Kind }>;

/** A grab's first line: units held at once, or a number in the queue. */
export type FirstLine = LineOf<'hold'> | LineOf<'queue'>;
/** What a hold ends with. */
export type EndLine = LineOf<'confirm'> | LineOf<'release'> | LineOf<'expire'>;

export interface Tale {
  /** `<show>.<sale>`. */
  name: string;
  lines: readonly LedgerLine[];
  until: number;
  grabs: RecordOf<'grab'>[];
  releases: RecordOf<'release'>[];
  confirms: RecordOf<'confirm'>[];
  firsts: FirstLine[];
  firstsByHold: Map<string, FirstLine[]>;
  endsByHold: Map<string, EndLine[]>;
  grabsByKey: Map<string, RecordOf<'grab'>[]>;
}

export interface TaleSource {
  name: string;
  records: readonly SaleRecord[];
  lines: readonly LedgerLine[];
  until: number;
}

export function taleOf({ name, records, lines, until }: TaleSource): Tale {
  const grabs = records.filter((record) => record.verb === 'grab');
  const firsts = lines.filter(isFirst);
  return {
    name,
    lines,
    until,
    grabs,
    releases: records.filter((record) => record.verb === 'release'),
    confirms: records.filter((record) => record.verb === 'confirm'),
    firsts,
    firstsByHold: Map.groupBy(firsts, ({ hold }) => hold),
    endsByHold: Map.groupBy(lines.filter(isEnd), ({ hold }) => hold),
    grabsByKey: Map.groupBy(grabs, keyOf),
  };
}

/** What makes two grabs the same. */
export function keyOf({ viewer, key }: { viewer: string; key: string }): string {
  return JSON.stringify([viewer, key]);
}

/** The hold line of somebody who was admitted from the queue is no first line. */
export function isFirst(line: LedgerLine): line is FirstLine {
  return line.kind === 'queue' || (line.kind === 'hold' && line.number === undefined);
}

function isEnd(line: LedgerLine): line is EndLine {
  return line.kind === 'confirm' || line.kind === 'release' || line.kind === 'expire';
}
