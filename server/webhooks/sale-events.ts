/** What the lines of a sale's ledger tell shops: holds that were created, ended, or became orders. */
import type { SaleLedger } from '../../rooms/sale-ledger.ts';
import type { SaleFacts, Shows } from '../../rooms/services.ts';
import type { WebhookEvent } from '../../rooms/webhooks.ts';
import type { LedgerLine, SaleName, SaleTerms } from '../../shared/sale/index.ts';
import type { Occurrence } from './occurrence.ts';

type Card = Pick<SaleFacts, 'product' | 'title' | 'price' | 'currency'>;

/** What is remembered of a sale between two of its lines. */
interface Known {
  terms: Pick<SaleTerms, 'rehearsal'> | null;
  card: Card | null;
}

const events = {
  hold: 'hold.created',
  expire: 'hold.expired',
  release: 'hold.released',
  confirm: 'order.confirmed',
} as const satisfies Record<string, WebhookEvent>;

type HoldLine = Extract<LedgerLine, { kind: keyof typeof events }>;

const noCard = { product: null, title: null, price: null, currency: null };
/** Above so many sales all are forgotten: what is needed again is read again. */
const keptSales = 500;

export class SaleEvents {
  readonly #ledger: Pick<SaleLedger, 'lines'>;
  readonly #shows: Pick<Shows, 'sale'>;
  readonly #known = new Map<string, Known>();

  constructor(ledger: Pick<SaleLedger, 'lines'>, shows: Pick<Shows, 'sale'>) {
    this.#ledger = ledger;
    this.#shows = shows;
  }

  /** Null when the line tells shops nothing. Lines of a sale come in their order; some may be left out. */
  async of(line: LedgerLine): Promise<Occurrence | null> {
    const known = this.#knownOf(line);
    if (line.kind === 'open' || line.kind === 'adjust') known.terms = line.terms;
    return isHoldLine(line) ? this.#told(line, known) : null;
  }

  async #told(line: HoldLine, known: Known): Promise<Occurrence | null> {
    const terms = (known.terms ??= await this.#readTerms(line));
    if (terms.rehearsal) return null;
    // A place in the queue was given up: nothing had been held, and nobody was told so.
    if (line.kind === 'release' && line.number !== undefined) return null;
    const { kind, show, sale, hold, viewer, quantity, at } = line;
    const event = events[kind];
    const data = { show, sale, hold, viewer, quantity, ...this.#card(line, known), ...own(line) };
    // A hold has each of these once in its life. Dots are left to the signature, which has them between its parts.
    const message = `msg_${hold.replaceAll('.', '_')}_${kind}`;
    return { show, subject: hold, event, message, at, data };
  }

  #knownOf({ show, sale }: SaleName): Known {
    const key = `${show}.${sale}`;
    const known = this.#known.get(key);
    if (known) return known;
    if (this.#known.size >= keptSales) this.#known.clear();
    const fresh: Known = { terms: null, card: null };
    this.#known.set(key, fresh);
    return fresh;
  }

  /** A show forgets its oldest sales; what was known of them is still told. */
  #card({ show, sale }: SaleName, known: Known): Card | typeof noCard {
    const facts = this.#shows.sale(show, sale);
    if (facts) {
      const { product, title, price, currency } = facts;
      known.card = { product, title, price, currency };
    }
    return known.card ?? noCard;
  }

  /** A sale begins with lines that only set its terms. */
  async #readTerms(sale: SaleName): Promise<Pick<SaleTerms, 'rehearsal'>> {
    let terms: Pick<SaleTerms, 'rehearsal'> = { rehearsal: false };
    for (let after = 0; ;) {
      const lines = await this.#ledger.lines(sale, { after, limit: 100 });
      for (const line of lines) {
        if (line.kind !== 'open') return terms;
        terms = line.terms;
      }
      const last = lines.at(-1);
      if (!last) return terms;
      after = last.after.seq;
    }
  }
}

function isHoldLine(line: LedgerLine): line is HoldLine {
  return Object.hasOwn(events, line.kind);
}

/** What only this kind of line has to say. */
function own(line: HoldLine): object {
  switch (line.kind) {
    case 'hold':
      return { expiresAt: line.expiresAt };
    case 'confirm':
      return { order: line.order };
    case 'release':
      return { by: line.by };
    case 'expire':
      return {};
  }
}
