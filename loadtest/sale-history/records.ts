/** What a client writes down of one ask: plain JSON, one line of a file each. */
import type { Confirmed, Grabbed, HoldId, OrderId, Released } from '../../shared/sale/index.ts';
import type { Refusal } from '../../shared/protocol/index.ts';
import { isRefusal } from '../../shared/protocol/index.ts';

interface Asked<Success> {
  show: string;
  sale: string;
  /** When it was sent, the client's clock, epoch ms. */
  sentAt: number;
  /** `unknown`: the answer never came; the ask may or may not have had its effect. */
  answer: Success | Refusal | 'unknown';
}

export type SaleRecord =
  | ({ verb: 'grab'; viewer: string; key: string; quantity: number } & Asked<Grabbed>)
  /** `viewer` is null when the shop asks. */
  | ({ verb: 'release'; viewer: string | null; hold: HoldId } & Asked<Released>)
  | ({ verb: 'confirm'; hold: HoldId; order: OrderId } & Asked<Pick<Confirmed, 'hold' | 'order'>>);

/** Of one verb. */
export type RecordOf<Verb extends SaleRecord['verb']> = Extract<SaleRecord, { verb: Verb }>;

/** The answer of an ask that was acknowledged; null for any other. */
export function successOf<Success>({ answer }: { answer: Success | Refusal | 'unknown' }): Success | null {
  return answer === 'unknown' || isRefusal(answer) ? null : answer;
}

/** Whether an ask may have had an effect, by all that its client knows. */
export function mayHaveWorked({ answer }: { answer: object | 'unknown' }): boolean {
  if (answer === 'unknown' || !isRefusal(answer)) return true;
  return answer.code === 'ledger-unavailable' || answer.code === 'internal';
}
