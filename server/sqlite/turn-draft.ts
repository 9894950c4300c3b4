/** What a turn of the ledger comes to, written down ask by ask while it is decided. */
import { refuse } from '../../shared/protocol/errors.ts';
import { isSwept } from '../../shared/sale/index.ts';
import type { LedgerAnswer, Ruling, SaleName } from '../../shared/sale/index.ts';
import type { Ruled } from './ledger-messages.ts';
import type { Failure, TurnDone } from './turns.ts';

export type Outcome = Pick<TurnDone<Ruled>, 'failures' | 'written'>;

export class TurnDraft {
  readonly #touched = new Map<string, SaleName>();
  readonly #answers: (LedgerAnswer | null)[] = [];
  /** The places of answers that are true only if the turn's lines are written. */
  readonly #uncertain: number[] = [];
  readonly #failures: Outcome['failures'] = [];
  readonly #lines: string[] = [];
  readonly #kinds: Ruled['kinds'] = {};
  readonly #bugs: string[] = [];
  #swept = 0;

  /** Holds that this turn has given up because they were due. */
  get swept(): number {
    return this.#swept;
  }

  /** The sales that have lines in this turn. */
  get touched(): Iterable<SaleName> {
    return this.#touched.values();
  }

  /** Notes that a ruling is about to be written: from here on all answers about its sale hang on that. */
  touch({ sale, lines }: Ruling): void {
    this.#touched.set(keyOf(sale), sale);
    this.#swept += lines.filter(isSwept).length;
    for (const { kind } of lines) this.#kinds[kind] = (this.#kinds[kind] ?? 0) + 1;
  }

  /** `lines` are the ruling's as they were written, in JSON text. */
  answer({ sale, answer }: Ruling, lines: readonly string[]): void {
    if (this.#touched.has(keyOf(sale))) this.#uncertain.push(this.#answers.length);
    this.#answers.push(answer);
    for (const line of lines) this.#lines.push(line);
  }

  /** The ask could not be decided, and did nothing. */
  fail(failure: Failure): void {
    this.#failures.push({ at: this.#answers.length, failure });
    this.#answers.push(null);
  }

  /** Deciding the ask threw, and did nothing. */
  blame(bug: string): void {
    this.#bugs.push(bug);
    this.#answers.push(refuse('internal'));
  }

  /** Everything is on disk. */
  done(): Outcome {
    const [answers, lines] = [JSON.stringify(this.#answers), this.#lines.length > 0 ? `[${this.#lines.join(',')}]` : ''];
    return { failures: this.#failures, written: { answers, lines, kinds: this.#kinds, bugs: this.#bugs } };
  }

  /** Nothing is on disk. Of the turn's `count` asks only those are answered that asked for nothing to be written. */
  undone(count: number, failure: Failure): Outcome {
    const undecided = Array.from({ length: count - this.#answers.length }, (_, i) => this.#answers.length + i);
    const failures = [...this.#failures, ...[...this.#uncertain, ...undecided].map((at) => ({ at, failure }))];
    return { failures, written: { answers: JSON.stringify(this.#answers), lines: '', kinds: {}, bugs: this.#bugs } };
  }
}

function keyOf({ show, sale }: SaleName): string {
  return `${show}.${sale}`;
}
