/** The sale desk of one show in this process: takes viewers' grabs and releases, and knows what each of them has. */
import type { ShowId, ViewerId } from '../../shared/ids.ts';
import { isRefusal, refuse } from '../../shared/protocol/index.ts';
import type { OwnMessage, Refusal, ViewerReplies, ViewerRequest } from '../../shared/protocol/index.ts';
import { saleOfHold } from '../../shared/sale/index.ts';
import type { SaleSight } from '../../shared/sale-bots/index.ts';
import type { GrabAnswer, LedgerLine, SaleId } from '../../shared/sale/index.ts';
import type { Services } from '../services.ts';
import type { EdgeOrder, EdgeSale } from '../stage-wire.ts';
import { GrabRates } from './grab-rates.ts';
import { KnownSale } from './known-sale.ts';
import { ownSales } from './own-sales.ts';
import { SaleCounter } from './sale-counter.ts';

/** Who asks, and from where. */
export interface Asker {
  viewer: ViewerId;
  address: string;
}

export interface DeskPlace {
  show: ShowId;
  /** A viewer has more or less than before: they are to be told soon. */
  onChanged(viewer: ViewerId): void;
  /** Tells a viewer at once. */
  tell(viewer: ViewerId): void;
}

interface OnSale {
  known: KnownSale;
  counter: SaleCounter;
}

type Deps = Pick<Services, 'clock' | 'ledger' | 'log' | 'metrics' | 'secretHex'>;

export class SaleDesk {
  readonly #services: Deps;
  readonly #place: DeskPlace;
  readonly #rates = new GrabRates();
  readonly #unwatch: () => void;
  #sales = new Map<SaleId, OnSale>();
  #order: EdgeOrder | null = null;
  #banned: ReadonlySet<ViewerId> = new Set();

  constructor(services: Deps, place: DeskPlace) {
    this.#services = services;
    this.#place = place;
    this.#unwatch = services.ledger.watch((lines) => this.#hear(lines));
  }

  /** Follows the stage. */
  follow(order: EdgeOrder): void {
    const before = this.#order;
    this.#order = order;
    // Orders come as often as ticks; a list that nobody has changed since is the very same one.
    if (order.banned !== before?.banned) this.#banned = new Set(order.banned);
    if (order.sales !== before?.sales) this.#followSales(order.sales);
    for (const { known, counter } of this.#sales.values()) {
      const closed = this.#closedTo(known);
      if (closed) counter.turnAway(closed);
      else counter.look(this.#services.clock.now());
    }
  }

  /** Takes a grab; the answer is as durable as the ledger is. The same key gives the same answer. */
  grab(asker: Asker, request: ViewerRequest<'grab'>): Promise<GrabAnswer> | GrabAnswer {
    const answer = this.#grab(asker, request);
    if (!(answer instanceof Promise)) return this.#counted(answer);
    return answer.then(
      (done) => this.#counted(done),
      (error: unknown) => {
        this.#counted(refuse('internal'));
        throw error;
      },
    );
  }

  /** Gives back a viewer's own hold, or their place in a queue. */
  async release(
    { viewer }: Pick<Asker, 'viewer'>,
    { hold }: Pick<ViewerRequest<'release'>, 'hold'>,
  ): Promise<ViewerReplies['release'] | Refusal> {
    if (!this.#order) return refuse('busy');
    const { clock, ledger } = this.#services;
    const tooFast = this.#rates.judgeViewer(viewer, clock.monotonic());
    if (tooFast) return tooFast;
    const named = saleOfHold(hold);
    const sale = named?.show === this.#place.show ? this.#sales.get(named.sale) : undefined;
    if (!sale) return refuse('hold/unknown');
    if (sale.known.edge.stopped) return refuse('ledger-lost');
    const answer = await ledger.release({ hold, viewer }, clock.now());
    if (!isRefusal(answer)) this.#place.tell(viewer);
    return answer;
  }

  /** What this viewer has of the sales that are known here. */
  ownOf(viewer: ViewerId): Pick<OwnMessage, 'holds' | 'queue'> {
    return ownSales(
      viewer,
      Array.from(this.#sales.values(), ({ known }) => known),
    );
  }

  /** A sale as viewers see it; null when there is none of this id. */
  sight(id: SaleId): SaleSight['sale'] | null {
    const sale = this.#sales.get(id)?.known;
    if (!sale) return null;
    const { opensAt, closesAt, left, edge } = sale;
    return { id, opensAt, closesAt, left, perViewer: edge.perViewer, isOver: sale.isOver(this.#services.clock.now()) };
  }

  /** Forgets what was only kept for viewers who might ask again; call it every few minutes. */
  prune(): void {
    this.#rates.prune(this.#services.clock.monotonic());
  }

  /** Lets go of the ledger; whoever still waits for an opening is sent away. */
  stop(): void {
    this.#unwatch();
    for (const { known, counter } of this.#sales.values()) {
      known.forget();
      counter.turnAway(refuse('draining'));
    }
  }

  #grab({ viewer, address }: Asker, request: ViewerRequest<'grab'>): Promise<GrabAnswer> | GrabAnswer {
    if (!this.#order) return refuse('busy');
    if (this.#banned.has(viewer)) return refuse('viewer/banned');
    const sale = this.#sales.get(request.sale);
    sale?.known.lookAgain();
    const wanted = { viewer, key: request.key, quantity: request.quantity };
    const again = sale && !sale.known.edge.stopped ? sale.counter.answerAgain(wanted) : null;
    if (again) return again;
    const { clock } = this.#services;
    const tooFast = this.#rates.judgeViewer(viewer, clock.monotonic());
    if (tooFast) return tooFast;
    if (!sale) return refuse('sale/unknown');
    const now = clock.now();
    const closed = this.#closedTo(sale.known);
    // What was granted while the show was live is answered the same after it.
    if (closed && (closed.code !== 'show/not-live' || !sale.counter.mayRepeat(viewer, now))) return closed;
    return sale.counter.grab(wanted, { address, now });
  }

  /** Why nobody can grab of this sale, whatever its times and stock say. */
  #closedTo({ edge }: KnownSale): Refusal | null {
    const order = this.#order;
    // A rehearsal makes a show live for its own sales only.
    if ((edge.rehearsal ? order?.status : (order?.behind ?? order?.status)) !== 'live') return refuse('show/not-live');
    return edge.stopped ? refuse(edge.stopped) : null;
  }

  #followSales(edges: readonly EdgeSale[]): void {
    const before = this.#sales;
    this.#sales = new Map(edges.map((edge) => [edge.id, this.#same(before.get(edge.id), edge) ?? this.#meet(edge)]));
    for (const [id, gone] of before) {
      if (this.#sales.get(id) !== gone) this.#leave(gone, refuse('sale/unknown'));
    }
  }

  /** Knows no more of a sale than is read of it now. */
  #beginAnew(known: KnownSale): void {
    const { edge } = known;
    const gone = this.#sales.get(edge.id);
    if (gone?.known !== known) return;
    this.#sales.set(edge.id, this.#meet(edge));
    this.#leave(gone, refuse('busy'));
  }

  #leave({ known, counter }: OnSale, refusal: Refusal): void {
    known.forget();
    counter.turnAway(refusal);
    for (const viewer of known.holds.viewers()) this.#place.onChanged(viewer);
  }

  /** The sale as it was known, with what is new about it; null when it is another one, or in another ledger. */
  #same(known: OnSale | undefined, edge: EdgeSale): OnSale | null {
    if (known?.known.ref.generation !== edge.generation) return null;
    known.known.order(edge);
    return known;
  }

  #meet(edge: EdgeSale): OnSale {
    const { show } = this.#place;
    const concerned = {
      onChanged: (viewer: ViewerId) => this.#place.onChanged(viewer),
      onRewound: (sale: KnownSale) => this.#beginAnew(sale),
    };
    const known = new KnownSale(this.#services, { show, edge, concerned });
    const desk = {
      refusalOf: (viewer: ViewerId) => (this.#banned.has(viewer) ? refuse('viewer/banned') : null),
      slowDown: (address: string) => this.#rates.judgeAddress(address, this.#services.clock.monotonic()),
      tell: (viewer: ViewerId) => this.#place.tell(viewer),
    };
    return { known, counter: new SaleCounter(this.#services, { desk, sale: known }) };
  }

  #hear(lines: readonly LedgerLine[]): void {
    const now = this.#services.clock.now();
    for (const line of lines) {
      if (line.show !== this.#place.show) continue;
      const sale = this.#sales.get(line.sale);
      sale?.known.take(line);
      // An opening that was brought forward, or an end, concerns those who wait.
      if (line.kind === 'adjust' || line.kind === 'close') sale?.counter.look(now);
    }
  }

  #counted(answer: GrabAnswer): GrabAnswer {
    const success = 'queued' in answer ? 'queued' : 'held';
    this.#services.metrics.count('drumroll_grabs_total', 1, { outcome: isRefusal(answer) ? answer.code : success });
    return answer;
  }
}
