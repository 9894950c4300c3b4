/** What one order needs of the ledger: asks each thing once, and takes the answers into the order's step. */
import type { CommandReply } from '../../shared/protocol/index.ts';
import { isRefusal, refuse } from '../../shared/protocol/index.ts';
import type { SaleId } from '../../shared/sale/index.ts';
import { askLedger } from './ask-ledger.ts';
import type { Asking, LedgerAnswer } from './ask-ledger.ts';
import type { CoreHolder } from './core-holder.ts';
import type { Given, StageAsk, Step } from './core-events.ts';

export class LedgerAnswers implements Given {
  readonly #services: Asking;
  readonly #answers = new Map<string, LedgerAnswer>();
  readonly #taken = new Set<SaleId>();
  #asks: StageAsk[] = [];
  #at: number | null = null;

  constructor(services: Asking) {
    this.#services = services;
  }

  /** When the order was first looked at: looked at again, it asks for the same. */
  get at(): number {
    return (this.#at ??= this.#services.clock.now());
  }

  isDone(ask: StageAsk): boolean {
    const answer = this.#answers.get(keyOf(ask));
    return answer !== undefined && !isRefusal(answer);
  }

  isTaken(sale: SaleId): boolean {
    return this.#taken.has(sale);
  }

  /** Whether a step needs answers that are not here yet: `ask` for them, then take the step again. */
  lacks(step: Step): boolean {
    this.#asks = asksOf(step).filter((ask) => !this.#answers.has(keyOf(ask)));
    return this.#asks.length > 0;
  }

  /** Asks for what the last step lacked, all at once. Returns the sales whose ledger is gone. */
  async ask(): Promise<SaleId[]> {
    const asks = this.#asks;
    const answers = await Promise.all(asks.map((ask) => askLedger(this.#services, ask)));
    for (const [i, ask] of asks.entries()) {
      const answer = answers[i]!;
      this.#answers.set(keyOf(ask), answer);
      if (ask.kind === 'open' && isOfAnother(answer)) this.#taken.add(ask.terms.sale);
    }
    return asks.filter((_, i) => isLost(answers[i]!)).map(nameIn);
  }

  /** The step with what the ledger made of it; refused if the ledger refused any of it. */
  taken(step: Step, holder: CoreHolder): Step {
    let taken = step;
    for (const ask of asksOf(step)) {
      const answer = this.#answers.get(keyOf(ask))!;
      if (isRefusal(answer)) return refused(holder, { ok: false, ...answer });
      if (ask.kind === 'open' && isOfAnother(answer)) return refused(holder, { ok: false, ...refuse('sale/exists') });
      taken = holder.stepOn(taken, { kind: 'ledger', heard: [{ sale: nameIn(ask), ...answer }] });
    }
    return taken;
  }
}

function asksOf({ effects }: Step): StageAsk[] {
  return effects.flatMap((effect) => (effect.kind === 'ledger' ? [effect.ask] : []));
}

function refused({ core }: CoreHolder, reply: CommandReply): Step {
  return { core, reply, effects: [] };
}

/** Also the very same sale that was set up here before, and is over. */
function isOfAnother(answer: LedgerAnswer): boolean {
  return isRefusal(answer) ? answer.code === 'sale/exists' : answer.standing.ended !== null;
}

function isLost(answer: LedgerAnswer): boolean {
  return isRefusal(answer) && answer.code === 'ledger-lost';
}

function nameIn(ask: StageAsk): SaleId {
  return ask.kind === 'open' ? ask.terms.sale : ask.sale.sale;
}

function keyOf(ask: StageAsk): string {
  return JSON.stringify(ask);
}
