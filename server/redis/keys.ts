/**
 * Where the ledger is in Redis. Everything begins with `drumroll:{place}:`; the braces keep all of one ledger in one slot
 * of a Redis Cluster, because each ask is one script. `g` is the ledger's generation, `s` is `<show>.<sale>`:
 *
 *     generation      string  names the ledger in force; gone or another: what was opened before is lost
 *     run             string  the run of Redis that has written its file anew (renew-file.ts)
 *     g:lines         stream  every line of every sale, fields `sale` (s) and `line` (JSON); an entry's id is its position
 *     g:s:book        hash    the terms, `moved` (the numbers that lines move, in the order of parts/book.lua), `ended`
 *     g:s:index       list    positions of the sale's lines: line `seq` stands at `seq − 1`
 *     g:s:holds       hash    hold → viewer, quantity, status and what belongs to it, JSON
 *     g:s:keys        hash    length of viewer, viewer and key of a grab → hold
 *     g:s:units       hash    viewer → units held, bought and waited for
 *     g:s:expiring    zset    `<expiresAt> <hold>` of what is held, by the number of its line
 *     g:s:queue       zset    hold of who waits, by number in the queue
 *
 * Nothing has a time to live. Lines are the truth; all else follows from them and is written in the same step.
 */
import type { SaleName } from '../../shared/sale/index.ts';

export interface LedgerKeys {
  generation: string;
  run: string;
  lines(generation: string): string;
  /** Of one sale, in the order in which scripts name them. */
  sale(generation: string, sale: SaleName): string[];
  index(generation: string, sale: SaleName): string;
}

export function ledgerKeys(place: string): LedgerKeys {
  const root = `drumroll:{${place}}:`;
  const nameOf = (generation: string, { show, sale }: SaleName) => `${root}${generation}:${show}.${sale}:`;
  const parts = ['book', 'index', 'holds', 'keys', 'units', 'expiring', 'queue'];
  const generationKey = `${root}generation`;
  const lines = (generation: string) => `${root}${generation}:lines`;
  return {
    generation: generationKey,
    run: `${root}run`,
    lines,
    sale(generation, sale) {
      const name = nameOf(generation, sale);
      return [generationKey, lines(generation), ...parts.map((part) => name + part)];
    },
    index: (generation, sale) => `${nameOf(generation, sale)}index`,
  };
}
