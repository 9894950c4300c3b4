/** Asks the scripts in the ledger's own words: names the keys, finds the ledger in force, and reads the answers. */
import { randomBytes } from 'node:crypto';
import type { Opened } from '../../rooms/sale-ledger.ts';
import { isRefusal, refuse } from '../../shared/protocol/index.ts';
import type { Refusal } from '../../shared/protocol/index.ts';
import { saleOfHold } from '../../shared/sale/index.ts';
import type { LedgerAnswer, LedgerLine, Position, SaleName, SaleRef, SaleStanding, SaleTerms } from '../../shared/sale/index.ts';
import { lineOf, placeOf } from './entries.ts';
import type { RawEntry } from './entries.ts';
import type { LedgerKeys } from './keys.ts';
import type { LineWatch } from './line-watch.ts';
import type { Verb } from './scripts.ts';
import { RedisTrouble } from './trouble.ts';
import type { Reply, Turns } from './turns.ts';

type Row = readonly (string | number)[];

/** How often the ledger in force may change while one ask looks for it. */
const mostChanges = 4;
/** Redis counts in 64 bits, but nobody wants more. */
const longestPage = 1_000_000;

export class Asker {
  readonly #turns: Turns;
  readonly #keys: LedgerKeys;
  readonly #watch: LineWatch;

  constructor(turns: Turns, keys: LedgerKeys, watch: LineWatch) {
    this.#turns = turns;
    this.#keys = keys;
    this.#watch = watch;
  }

  /** Begins a ledger when there is none. */
  async open(terms: SaleTerms, at: number): Promise<Opened | Refusal> {
    const { stock, perViewer, holdMs, opensAt, closesAt, queue, rehearsal } = terms;
    const row = [stock, perViewer, holdMs, opensAt, closesAt, Number(queue), Number(rehearsal)];
    let [generation, mode] = [this.#watch.generation ?? '', ''];
    for (let tries = 0; tries < mostChanges; tries++) {
      const reply = await this.#call('open', { ...terms, generation }, [at, mode, ...row]);
      if (reply.status === 'done') {
        const standing = answerIn(reply) as SaleStanding | Refusal;
        return isRefusal(standing) ? standing : { generation, standing };
      }
      const inForce = inForceOf(reply);
      if (inForce !== '') this.#watch.follow(inForce);
      [generation, mode] = inForce === '' ? [randomBytes(16).toString('hex'), 'new'] : [inForce, ''];
    }
    throw tooManyChanges();
  }

  /** A sale that this ledger does not know, or knows from another life, is lost. */
  async ofSale<Answer extends object>(verb: Verb, sale: SaleRef, row: Row): Promise<Answer | Refusal> {
    const reply = await this.#call(verb, sale, row);
    return reply.status === 'done' ? (answerIn(reply) as Answer | Refusal) : refuse('ledger-lost');
  }

  /** The hold names its sale. */
  async ofHold<Answer extends object>(verb: Verb, hold: string, row: Row): Promise<Answer | Refusal> {
    const sale = saleOfHold(hold);
    if (!sale) return refuse('hold/unknown');
    const { reply } = await this.#inForce((generation) => this.#call(verb, { ...sale, generation }, row));
    return reply?.status === 'done' ? (answerIn(reply) as Answer | Refusal) : refuse('hold/unknown');
  }

  async lines(sale: SaleName, { after, limit }: { after: number; limit: number }): Promise<LedgerLine[]> {
    return this.#page((generation) => ({
      verb: 'lines',
      keys: [this.#keys.generation, this.#keys.lines(generation), this.#keys.index(generation, sale)],
      shared: [generation],
      row: [String(after), lengthOf(limit)],
    }));
  }

  /** A position of another ledger says nothing about this one, which is read from its beginning then. */
  async tail(after: Position | null, limit: number): Promise<LedgerLine[]> {
    const place = after === null ? null : placeOf(after);
    return this.#page((generation) => ({
      verb: 'tail',
      keys: [this.#keys.generation, this.#keys.lines(generation)],
      shared: [generation],
      row: [place?.generation === generation ? `(${place.id}` : '-', lengthOf(limit)],
    }));
  }

  async #page(askOf: (generation: string) => Parameters<Turns['ask']>[0]): Promise<LedgerLine[]> {
    const { reply, generation } = await this.#inForce((inForce) => this.#turns.ask(askOf(inForce)));
    return reply ? (reply.rest as RawEntry[]).map((entry) => lineOf(entry, generation)) : [];
  }

  #call(verb: Verb, { generation, show, sale }: SaleRef, row: Row): Promise<Reply> {
    const keys = this.#keys.sale(generation, { show, sale });
    return this.#turns.ask({ verb, keys, shared: [generation, show, sale], row: row.map(String) });
  }

  /** Asks the ledger in force, whichever that is; no reply means that none was ever begun. */
  async #inForce(ask: (generation: string) => Promise<Reply>): Promise<{ reply: Reply | null; generation: string }> {
    let generation = this.#watch.generation ?? '';
    for (let tries = 0; tries < mostChanges; tries++) {
      const reply = await ask(generation);
      if (reply.status !== 'lost') return { reply, generation };
      const inForce = inForceOf(reply);
      if (inForce === '' && generation === '') return { reply: null, generation };
      if (inForce === '') throw new RedisTrouble('lost');
      this.#watch.follow(inForce);
      generation = inForce;
    }
    throw tooManyChanges();
  }
}

/** Scripts leave out the words of a refusal. */
function answerIn({ answer }: Reply): LedgerAnswer {
  const said = JSON.parse(String(answer)) as LedgerAnswer;
  if (!('code' in said)) return said;
  const { code, ...data } = said;
  return refuse(code, data);
}

function inForceOf({ status, rest }: Reply): string {
  return status === 'lost' ? String(rest[0]) : '';
}

function lengthOf(limit: number): string {
  return String(Math.min(limit, longestPage));
}

function tooManyChanges(): RedisTrouble {
  return new RedisTrouble('refused', 'the ledger in force keeps changing');
}
