/** Puts a stage's asks to the ledger, and waits for none for ever: what the ledger does after that is heard by watching. */
import type { Refusal } from '../../shared/protocol/index.ts';
import { isRefusal, refuse } from '../../shared/protocol/index.ts';
import type { LedgerAsk, SaleStanding } from '../../shared/sale/index.ts';
import { report } from '../guard.ts';
import type { SaleLedger } from '../sale-ledger.ts';
import type { Services } from '../services.ts';
import type { LedgerHealth } from './ledger-health.ts';

/** How long a stage waits for one answer. */
const answerWithinMs = 2000;

/** How the sale stands; with its `generation` when it was opened. */
export type LedgerAnswer = { standing: SaleStanding; generation?: string } | Refusal;

/** What asking takes; the `health` hears every answer. */
export type Asking = Pick<Services, 'clock' | 'ledger' | 'log' | 'metrics'> & { health: LedgerHealth };

export type AnyAsk = Exclude<LedgerAsk, { kind: 'grab' | 'confirm' | 'release' }>;

/** Every ask is answered in time; without a word from the ledger it is `ledger-unavailable`, and may have happened. */
export async function askLedger(services: Asking, ask: AnyAsk): Promise<LedgerAnswer> {
  const answer = await inTime(services, ask);
  services.health.heard(answer);
  return answer;
}

function inTime(services: Omit<Asking, 'health'>, ask: AnyAsk): Promise<LedgerAnswer> {
  return new Promise((resolve) => {
    const cancel = services.clock.after(answerWithinMs, () => {
      services.metrics.count('drumroll_ledger_unavailable_total', 1, { trouble: 'slow' });
      resolve(refuse('ledger-unavailable'));
    });
    const answer = (given: LedgerAnswer): void => {
      cancel();
      resolve(given);
    };
    const fail = (error: unknown): void => {
      report(services, 'ledger', error);
      answer(refuse('ledger-unavailable'));
    };
    try {
      put(services.ledger, ask).then(answer, fail);
    } catch (error) {
      fail(error);
    }
  });
}

async function put(ledger: SaleLedger, ask: AnyAsk): Promise<LedgerAnswer> {
  if (ask.kind === 'open') return ledger.open(ask.terms, ask.at);
  const standing = await putTo(ledger, ask);
  return isRefusal(standing) ? standing : { standing };
}

function putTo(ledger: SaleLedger, ask: Exclude<AnyAsk, { kind: 'open' }>): Promise<SaleStanding | Refusal> {
  switch (ask.kind) {
    case 'adjust':
      return ledger.adjust(ask.sale, ask.change, ask.at);
    case 'close':
      return ledger.close(ask.sale, ask.how, ask.at);
    case 'admit':
      return ledger.admit(ask.sale, ask.count, ask.at);
    case 'expire':
      return ledger.expire(ask.sale, ask.at);
    case 'totals':
      return ledger.totals(ask.sale);
  }
}
