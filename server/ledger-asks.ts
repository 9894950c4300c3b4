/** What may be asked of a ledger, as calls: each becomes data for whoever rules on it. */
import type { SaleLedger } from '../rooms/sale-ledger.ts';
import { isRefusal } from '../shared/protocol/index.ts';
import type { Refusal } from '../shared/protocol/index.ts';
import type { LedgerAnswer, LedgerAsk, SaleStanding } from '../shared/sale/index.ts';

type Asks = Pick<SaleLedger, 'open' | 'adjust' | 'close' | 'grab' | 'admit' | 'confirm' | 'release' | 'expire' | 'totals'>;

type Ask = <Answer extends LedgerAnswer>(asked: LedgerAsk) => Promise<Answer | Refusal>;

/** `ask` answers once what it wrote is durable. */
export function ledgerAsks(generation: string, ask: Ask): Asks {
  return {
    async open(terms, at) {
      const standing = await ask<SaleStanding>({ kind: 'open', terms, at });
      return isRefusal(standing) ? standing : { generation, standing };
    },
    adjust: (sale, change, at) => ask({ kind: 'adjust', sale, change, at }),
    close: (sale, how, at) => ask({ kind: 'close', sale, how, at }),
    grab: (sale, grab) => ask({ kind: 'grab', sale, ask: grab }),
    admit: (sale, count, at) => ask({ kind: 'admit', sale, count, at }),
    confirm: (confirm, at) => ask({ kind: 'confirm', ask: confirm, at }),
    release: (release, at) => ask({ kind: 'release', ask: release, at }),
    expire: (sale, at) => ask({ kind: 'expire', sale, at }),
    totals: (sale) => ask({ kind: 'totals', sale }),
  };
}
