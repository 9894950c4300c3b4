/** Entries of the stream as lines of the ledger, and their ids as positions. */
import type { LedgerLine, Position, SaleLine } from '../../shared/sale/index.ts';
import { RedisTrouble } from './trouble.ts';

/** Where an entry is, in which ledger: ids of two ledgers say nothing about each other. */
export interface Place {
  generation: string;
  /** `<ms>-<n>`, as Redis numbers entries. */
  id: string;
}

/** Before every entry. */
export const beginning = '0-0';

/** An entry as XRANGE has it: its id, and names and values by turns. */
export type RawEntry = [id: string, fields: string[]];

export function lineOf([id, fields]: RawEntry, generation: string): LedgerLine {
  const [name, body] = [valueOf(fields, 'sale'), valueOf(fields, 'line')];
  const [show = '', sale = ''] = name.split('.');
  return { ...(JSON.parse(body) as SaleLine), show, sale, position: positionOf({ generation, id }) };
}

function positionOf({ generation, id }: Place): Position {
  return `${generation}/${id}`;
}

/** Throws when it is no position of a ledger in Redis. */
export function placeOf(position: Position): Place {
  const { generation, id } = /^(?<generation>[0-9a-f]+)\/(?<id>\d+-\d+)$/v.exec(position)?.groups ?? {};
  if (generation === undefined || id === undefined)
    throw new RedisTrouble('refused', `"${position}" is no position in this ledger`);
  return { generation, id };
}

/** Whether an entry's id is below or at another's. */
export function isUpTo(id: string, other: string): boolean {
  const [[ms, n], [otherMs, otherN]] = [numbersIn(id), numbersIn(other)];
  return ms < otherMs || (ms === otherMs && n <= otherN);
}

function numbersIn(id: string): [ms: number, n: number] {
  const dash = id.indexOf('-');
  return [Number(id.slice(0, dash)), Number(id.slice(dash + 1))];
}

function valueOf(fields: string[], name: string): string {
  return fields[fields.indexOf(name) + 1] ?? '';
}
