/** A sale as a child would keep it: one list of grabs, looked through from the start for every question. */
import { refuse } from '../../../shared/protocol/index.ts';
import { sweepLimit } from '../../../shared/sale/index.ts';
import type { Adjustment, GrabAsk, SaleEnd, SaleTerms } from '../../../shared/sale/index.ts';

export interface NaiveGrab {
  hold: string;
  viewer: string;
  key: string;
  quantity: number;
  answer: object;
  status: 'queued' | 'held' | 'confirmed' | 'released' | 'expired';
  number: number;
  expiresAt: number;
  order: string;
}

export class NaiveSale {
  terms: SaleTerms;
  ended: SaleEnd | null = null;
  endedAt = 0;
  grabs: NaiveGrab[] = [];
  /** Lines so far, and the date of the last. */
  seq = 1;
  now: number;
  serving = 0;

  constructor(terms: SaleTerms, at: number) {
    this.terms = terms;
    this.now = at;
  }

  units(...statuses: NaiveGrab['status'][]): number {
    return this.grabs.filter(({ status }) => statuses.includes(status)).reduce((sum, { quantity }) => sum + quantity, 0);
  }

  standing(): object {
    const { stock, perViewer } = this.terms;
    const [held, sold] = [this.units('held'), this.units('confirmed')];
    const totals = {
      seq: this.seq,
      stock,
      perViewer,
      available: stock - held - sold,
      held,
      sold,
      queued: this.ended ? 0 : this.units('queued'),
      serving: this.serving,
    };
    const due = this.grabs.filter(({ status }) => status === 'held').map(({ expiresAt }) => expiresAt);
    const nextExpiryAt = this.ended === 'cancelled' ? this.endedAt : Math.min(...due);
    return { terms: this.terms, totals, ended: this.ended, nextExpiryAt: due.length > 0 ? nextExpiryAt : null };
  }

  open(terms: SaleTerms, at: number): object {
    if (JSON.stringify(terms) === JSON.stringify(this.terms)) return this.standing();
    if (this.grabs.length > 0 || this.ended) return refuse('sale/exists');
    this.terms = terms;
    this.serving = 0;
    this.#line(at);
    return this.standing();
  }

  grab({ viewer, key, quantity, arrivedAt, hold }: GrabAsk): object {
    const before = this.grabs.find((grab) => grab.viewer === viewer && grab.key === key);
    if (before) return before.quantity === quantity ? before.answer : refuse('key-reused');
    this.expire(arrivedAt);
    const { opensAt, closesAt, perViewer, stock, queue } = this.terms;
    if (this.ended || (opensAt > 0 && arrivedAt >= closesAt)) return refuse('sale/ended');
    if (opensAt === 0 || arrivedAt < opensAt) return refuse('not-open', { opensAt });
    if (quantity < 1 || quantity !== Math.floor(quantity)) return refuse('bad-request');
    const mine = this.grabs
      .filter((grab) => grab.viewer === viewer && ['queued', 'held', 'confirmed'].includes(grab.status))
      .reduce((sum, grab) => sum + grab.quantity, 0);
    if (mine + quantity > perViewer) return refuse('sale/limit', { perViewer, mine });
    const unsold = stock - this.units('confirmed');
    const left = queue ? unsold : unsold - this.units('held');
    if (queue ? this.units('queued') >= 2 * unsold : left === 0) return refuse('sold-out');
    if (quantity > left) return refuse('sale/too-few', { left });
    this.#line(arrivedAt);
    const number = Math.max(0, ...this.grabs.map((grab) => grab.number)) + 1;
    const expiresAt = this.now + this.terms.holdMs;
    const answer = queue ? { hold, queued: number } : { hold, expiresAt };
    this.grabs.push({ hold, viewer, key, quantity, answer, status: queue ? 'queued' : 'held', number, expiresAt, order: '' });
    return answer;
  }

  admit(count: number, at: number): object {
    this.expire(at);
    let left = count;
    for (const grab of this.grabs.filter(({ status }) => status === 'queued')) {
      if (this.ended || Math.max(at, this.now) >= this.terms.closesAt || left <= 0) break;
      const unsold = this.terms.stock - this.units('confirmed');
      if (grab.quantity > unsold) {
        grab.status = 'released';
        this.#line(at);
      } else if (grab.quantity > unsold - this.units('held')) {
        break;
      } else {
        this.#line(at);
        grab.status = 'held';
        grab.expiresAt = this.now + this.terms.holdMs;
        this.serving = grab.number;
        left--;
      }
    }
    return this.standing();
  }

  confirm(hold: string, order: string, at: number): object {
    this.expire(at);
    const grab = this.grabs.find((known) => known.hold === hold);
    if (!grab) return refuse('hold/unknown');
    if (this.#isDue(grab, at)) this.#giveUp(grab, at);
    const { viewer, quantity, status } = grab;
    if (status === 'confirmed' && grab.order !== order) return refuse('hold/confirmed');
    if (status !== 'held' && status !== 'confirmed') return refuse(`hold/${status}`);
    if (status === 'held') this.#line(at);
    grab.status = 'confirmed';
    grab.order = order;
    return { hold, order, viewer, quantity };
  }

  release(hold: string, by: string | null, at: number): object {
    this.expire(at);
    const grab = this.grabs.find((known) => known.hold === hold && (by === null || known.viewer === by));
    if (!grab) return refuse('hold/unknown');
    if (grab.status === 'queued' && this.ended) return refuse('sale/ended');
    if (grab.status === 'confirmed' || grab.status === 'expired') return refuse(`hold/${grab.status}`);
    if (grab.status !== 'released') this.#line(at);
    grab.status = 'released';
    return { hold };
  }

  expire(at: number): object {
    for (const grab of this.grabs.filter((each) => this.#isDue(each, at)).slice(0, sweepLimit)) this.#giveUp(grab, at);
    return this.standing();
  }

  adjust({ stock, perViewer, opensAt, closesAt }: Adjustment, at: number): object {
    this.expire(at);
    const { terms } = this;
    const time = Math.max(at, this.now);
    if (this.ended || (terms.opensAt > 0 && time >= terms.closesAt)) return refuse('sale/ended');
    if (stock !== undefined && stock < 1) return refuse('bad-request');
    if (stock !== undefined && stock > terms.stock) return refuse('sale/only-down');
    if (stock !== undefined && stock < this.units('held', 'confirmed')) return refuse('sale/below-taken');
    if (perViewer !== undefined && perViewer < 1) return refuse('bad-request');
    if (perViewer !== undefined && perViewer > terms.perViewer) return refuse('sale/only-down');
    if (opensAt !== undefined && closesAt !== undefined && (opensAt !== terms.opensAt || closesAt !== terms.closesAt)) {
      if (terms.opensAt > 0 && time >= terms.opensAt) return refuse('sale/open');
      if (opensAt < 1 || closesAt <= opensAt || (terms.opensAt > 0 && opensAt > terms.opensAt)) return refuse('bad-request');
    }
    const wanted = { stock, perViewer, opensAt, closesAt };
    const changed = Object.fromEntries(Object.entries(wanted).filter(([, value]) => value !== undefined));
    const next = { ...terms, ...changed };
    if (JSON.stringify(next) !== JSON.stringify(terms)) this.#line(at);
    this.terms = next;
    return this.standing();
  }

  close(how: SaleEnd, at: number): object {
    if (!this.ended) {
      this.ended = how;
      this.#line(at);
      this.endedAt = this.now;
    }
    return this.expire(at);
  }

  #isDue({ status, expiresAt }: NaiveGrab, at: number): boolean {
    return status === 'held' && (this.ended === 'cancelled' || expiresAt <= Math.max(at, this.now));
  }

  #giveUp(grab: NaiveGrab, at: number): void {
    grab.status = this.ended === 'cancelled' && grab.expiresAt > this.endedAt ? 'released' : 'expired';
    this.#line(at);
  }

  #line(at: number): void {
    this.seq++;
    this.now = Math.max(this.now, at);
  }
}
