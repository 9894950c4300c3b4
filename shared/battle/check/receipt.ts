/** Recomputes a battle from its receipt, and says what does not fit. */
import { findingsOf, judge as newJudge } from '../../ballot/judge.ts';
import type { Check, Finding } from '../../ballot/judge.ts';
import type { BattleReceipt } from '../receipt.ts';
import { checkInputs } from './inputs.ts';
import { checkOutcome } from './outcome.ts';
import { checkTimes } from './times.ts';

/** What does not fit; empty when everything does. */
export function checkBattleReceipt(receipt: BattleReceipt): Finding[] {
  return findingsOf(battleChecks(receipt));
}

/** Everything that is looked at. */
export function battleChecks(receipt: BattleReceipt): Check[] {
  const judge = newJudge();
  const { id, show, referee, sides } = receipt;
  const ids = new Set(sides.map((side) => side.id));
  const shows = new Set(sides.map((side) => side.show));
  judge.check(
    'it has two to four different sides',
    ids.size === sides.length && ids.size >= 2 && ids.size <= 4 ? null : 'it has not',
  );
  judge.check(
    'each side stands for a show of its own, or all for one',
    shows.size === 1 || shows.size === ids.size ? null : 'they do not',
  );
  judge.equal('the referee is the show that it is filed under', show, referee);
  judge.check('the referee takes part, and the id is its own', shows.has(referee) && isIdOf(referee, id) ? null : `it is ${id}`);
  checkTimes(receipt, judge);
  checkInputs(receipt, judge);
  checkOutcome(receipt, judge);
  return judge.checks;
}

function isIdOf(referee: string, id: string): boolean {
  const [show, number = ''] = id.split('.battle-');
  return show === referee && /^\d+$/v.test(number);
}
