/** What a sale's card offers its viewer at this moment: one action, and what there is to say about it. */
import type { Refusal } from '../../../shared/protocol/errors.ts';
import type { SaleStatus } from '../../../shared/sale/terms.ts';
import { hasEnded, isStopped } from '../../kit/sale-now.ts';
import type { SaleJson } from '../../kit/sale-now.ts';
import type { Ask } from './grabber.ts';
import type { OwnPart } from './own-part.ts';
import type { SeenSale } from '../../kit/seen-sale.ts';

export type Action =
  /** Not yet; `opensAt` 0 is "when the streamer says so". */
  | { kind: 'wait'; opensAt: number }
  | { kind: 'countdown'; opensAt: number }
  /** `most` units can be asked for at once. */
  | { kind: 'grab'; most: number; note: Note | null }
  /** `isLong`: the answer takes so long that it is worth a word. */
  | { kind: 'asking'; isLong: boolean }
  /** `wasLate`: this viewer's grab came when nothing was left. */
  | { kind: 'sold-out'; wasLate: boolean }
  /** As many as one viewer may have. */
  | { kind: 'full' }
  | { kind: 'over'; how: 'closed' | 'cancelled' | 'stopped'; wasLate: boolean };

/** What became of the last press, or what happened since. */
export type Note =
  | { kind: 'early' }
  | { kind: 'back' }
  | { kind: 'few'; left: number }
  | { kind: 'limit'; perViewer: number; mine: number }
  | { kind: 'refused'; refusal: Refusal };

export interface Offered {
  sale: SaleJson;
  status: SaleStatus;
  part: OwnPart;
  ask: Ask | null;
  seen: SeenSale;
}

/** An answer that takes longer than this is waited for with a word, ms. */
export const longMs = 1500;
/** After a `sold-out` the state may lag behind for a moment: so long the answer is believed, ms. */
export const lagMs = 1000;
/** So long it is news that units came back, ms. */
export const backMs = 6000;

export function actionOf({ sale, status, part, ask, seen }: Offered, now: number): Action {
  const refusal = ask?.kind === 'refused' ? ask.refusal : null;
  if (ask?.kind === 'asking') return { kind: 'asking', isLong: now - ask.since >= longMs };
  if (isStopped(sale) || refusal?.code === 'ledger-lost') return { kind: 'over', how: 'stopped', wasLate: false };
  if (status === 'closed' || status === 'cancelled')
    return { kind: 'over', how: status, wasLate: refusal?.code === 'sale/ended' && part.units === 0 };
  if (part.units >= sale.perViewer || (refusal?.code === 'sale/limit' && (refusal.mine ?? 0) >= sale.perViewer))
    return { kind: 'full' };
  if (status === 'scheduled') return { kind: 'wait', opensAt: sale.opensAt };
  if (status === 'countdown') return { kind: 'countdown', opensAt: sale.opensAt };
  const isAnswered = ask?.kind === 'refused' && refusal?.code === 'sold-out' && now - ask.at < lagMs;
  if (status === 'sold-out' || isAnswered) return { kind: 'sold-out', wasLate: refusal?.code === 'sold-out' };
  return { kind: 'grab', most: mostAtOnce(sale, part), note: noteOf({ sale, status, part, ask, seen }, now) };
}

/** When the sale closes, as long as that matters to whoever may still grab; null when it is not known or does not. */
export function closingOf({ sale }: Pick<Offered, 'sale'>, { kind }: Action): number | null {
  const isOn = kind === 'grab' || kind === 'asking' || kind === 'sold-out';
  return isOn && sale.closesAt > 0 ? sale.closesAt : null;
}

/** So many units a viewer can ask for at once: what the limit leaves them, and the stock; at least one. */
export function mostAtOnce(sale: SaleJson, part: OwnPart): number {
  const allowed = sale.perViewer - part.units;
  // Those who wait in a queue may hope for more than is there right now.
  const there = sale.queue || sale.left === 0 ? sale.stock - sale.sold : sale.left;
  return Math.max(1, Math.min(allowed, there));
}

/** When an action changes by time alone. */
export function turnsOfAsk({ ask, seen }: Pick<Offered, 'ask' | 'seen'>): number[] {
  const turns = seen.backAt === null ? [] : [seen.backAt + backMs];
  if (ask?.kind === 'asking') turns.push(ask.since + longMs);
  if (ask?.kind === 'refused') turns.push(ask.at + lagMs);
  return turns;
}

function noteOf({ ask, seen, part }: Offered, now: number): Note | null {
  // Whoever gave it back, or let it run out, knows why it is back.
  const isNews = seen.backAt !== null && now - seen.backAt < backMs && part.gone === null;
  const back: Note | null = isNews ? { kind: 'back' } : null;
  if (ask?.kind !== 'refused') return back;
  const { refusal } = ask;
  const { code, left = 0, perViewer = 1, mine = 0 } = refusal;
  if (code === 'not-open') return { kind: 'early' };
  if (code === 'sold-out') return back;
  if (code === 'sale/too-few') return { kind: 'few', left };
  return code === 'sale/limit' ? { kind: 'limit', perViewer, mine } : { kind: 'refused', refusal };
}

/** Whether something of this viewer's is still to be done here. */
export function isOpenFor({ status, part, ask }: Offered): boolean {
  return !hasEnded(status) || part.held.length > 0 || ask?.kind === 'asking';
}
