/** Rules: what settles, or a goal that is reached, makes a prepared item due; each rule fires once. */
import { isPlaying } from '../../shared/battle/index.ts';
import { fingerprint } from '../../shared/fingerprint.ts';
import type { CommandArgs, ShowRule } from '../../shared/protocol/index.ts';
import { pollWinner } from '../../shared/poll/index.ts';
import { shownSides } from './core-ballots.ts';
import { no, still, yes } from './core-replies.ts';
import type { RuleCore } from './core-contests.ts';
import type { Around, CoreEvent, Effect, Step } from './core-events.ts';
import type { Core } from './core-state.ts';

/** Who fires, and what the ids of its commands begin with. */
export const ruleKeeper = { sub: 'drumroll', role: 'service' } as const;
const commandPrefix = 'rule-';

type Totals = Around['totals'];
type When = ShowRule['when'];
type Goal = Extract<When, { kind: 'goal' }>;

/** Replaces all rules. One that stays as it is keeps what became of it. */
export function setRules(core: Core, { rules }: CommandArgs<'rule.set'>, totals: Totals): Step {
  if (new Set(rules.map(({ id }) => id)).size < rules.length) return no(core, 'rule/twice');
  const homeless = rules.find(({ item }) => core.rundown.items.every(({ id }) => id !== item));
  if (homeless) return no(core, 'rule/unknown-item', `rule "${homeless.id}": item "${homeless.item}"`);
  return yes({ ...core, rules: rules.map((rule) => sameRule(core, rule) ?? newRule(core, rule, totals)) });
}

/** The show's totals have grown. In a rehearsal goals rest. */
export function reachGoals(core: Core, totals: Totals, now: number): Step {
  if (core.status !== 'live' || core.rehearsal) return still(core);
  return still(
    withRules(core, (rule) => {
      if (rule.state !== 'waiting' || rule.when.kind !== 'goal') return rule;
      const total = totals[rule.when.of];
      if (total - rule.from >= rule.when.target) return due(core, rule, { what: 'goal', now });
      // Totals that are not kept over a restart begin again.
      return total < rule.from ? { ...rule, from: total } : rule;
    }),
  );
}

/** A due rule has fired its item, or was refused. One that was set anew meanwhile goes on as it is. */
export function endRule(core: Core, { rule: id, code }: Extract<CoreEvent, { kind: 'rule-done' }>): Step {
  const done = { state: code === null ? 'fired' : 'refused', code } as const;
  return still(withRules(core, (rule) => (rule.id === id && rule.state === 'due' ? { ...rule, ...done } : rule)));
}

/** Whether the stage fires for a rule that is not due any more: it was changed meanwhile, or its rehearsal is over. */
export function isOutdatedFire({ rules }: Core, { command, by }: Extract<CoreEvent, { kind: 'command' }>): boolean {
  if (by.sub !== ruleKeeper.sub || !command.id.startsWith(commandPrefix)) return false;
  return rules.every(({ state, command: id }) => state !== 'due' || id !== command.id);
}

/** The step with the rules that it makes due: committed with what they follow from. */
export function withDueRules(step: Step, now: number): Step {
  const { core, reply, effects } = step;
  if (core.status !== 'live' || reply?.ok === false || core.rules.every(({ state }) => state !== 'waiting')) return step;
  const happened = [...effects.flatMap((effect) => settledBy(core, effect)), ...totalIn(core, effects)];
  if (happened.length === 0) return step;
  const marked = withRules(core, (rule) => {
    const cause = rule.state === 'waiting' ? happened.find((one) => one.meets(rule.when)) : undefined;
    return cause ? due(core, rule, { what: cause.what, now }) : rule;
  });
  return marked === core ? step : { ...step, core: marked };
}

/** Goals are reckoned from here on without what is counted in the rehearsal. */
export function restGoals(rules: RuleCore[], totals: Totals): RuleCore[] {
  return rules.map((rule) => shifted(rule, (goal) => -totals[goal.of]));
}

/** As if the rehearsal had not been: what fired in it waits again, and goals go on from where they stood. */
export function afterRehearsal(rules: RuleCore[], totals: Totals): RuleCore[] {
  return rules.map((rule) => {
    const fresh = rule.rehearsal ? { ...rule, ...unfired } : rule;
    return shifted(fresh, (goal) => totals[goal.of]);
  });
}

const unfired = { state: 'waiting', code: null, command: null, rehearsal: false } as const;

function shifted(rule: RuleCore, by: (goal: Goal) => number): RuleCore {
  return rule.when.kind === 'goal' ? { ...rule, from: rule.from + by(rule.when) } : rule;
}

function newRule(core: Core, rule: ShowRule, totals: Totals): RuleCore {
  const from = rule.when.kind === 'goal' && !core.rehearsal ? totals[rule.when.of] : 0;
  return { ...rule, ...unfired, from };
}

function sameRule({ rules }: Core, { id, when, item }: ShowRule): RuleCore | undefined {
  return rules.find((old) => JSON.stringify([old.id, old.when, old.item]) === JSON.stringify([id, when, item]));
}

/** The very same core when no rule has changed. */
function withRules(core: Core, change: (rule: RuleCore) => RuleCore): Core {
  const rules = core.rules.map(change);
  return rules.every((rule, i) => rule === core.rules[i]) ? core : { ...core, rules };
}

/** Fired under an id that is stored with it: after a crash the item is fired under the same, which is once. */
function due(core: Core, rule: RuleCore, { what, now }: { what: string; now: number }): RuleCore {
  const command = `${commandPrefix}${fingerprint([rule.id, rule.when, rule.item, what, now])}`;
  return { ...rule, state: 'due', command, rehearsal: core.rehearsal !== null };
}

/** Something that rules may be waiting for, and what it came of. */
interface Happened {
  what: string;
  meets(when: When): boolean;
}

function settledBy(core: Core, effect: Effect): Happened[] {
  if (effect.kind === 'settled') {
    const { round, game, outcome, result } = effect.receipt;
    if (outcome !== 'settled' || !result || result.winners.length === 0) return [];
    return [{ what: `round ${round}`, meets: (when) => when.kind === 'round-won' && (when.game ?? game) === game }];
  }
  if (effect.kind !== 'contest-settled') return [];
  return effect.receipt.kind === 'battle' ? battleEnd(core, effect.receipt.id) : pollEnd(core, effect.receipt.id);
}

/** Of the newest battle: what the record of an earlier one says late opens nothing any more. Nor does one that this show's end lost. */
function battleEnd({ battle: known, show }: Core, id: string): Happened[] {
  const battle = known?.battle.id === id ? known.battle : null;
  if (!battle?.result || (battle.reason === 'show-ended' && battle.forfeitedBy === show)) return [];
  const { winner, by } = battle.result;
  if (winner !== null) return [{ what: id, meets: (when) => when.kind === 'battle-won' && (when.side ?? winner) === winner }];
  return by === 'draw' ? [{ what: id, meets: (when) => when.kind === 'battle-drawn' }] : [];
}

/** One that ended with its show opens nothing, though the show may be live again by then. */
function pollEnd({ poll: known }: Core, id: string): Happened[] {
  const winner = known?.poll.id === id && known.poll.reason !== 'show-ended' ? pollWinner(known.poll) : null;
  if (winner === null) return [];
  return [{ what: id, meets: (when) => when.kind === 'poll-won' && (when.choice ?? winner) === winner }];
}

/** What the sides have together, as everybody may see it: in mist it does not move. A verdict may be over at once. */
function totalIn(core: Core, effects: readonly Effect[]): Happened[] {
  const known = core.battle;
  if (!known) return [];
  const { id, status } = known.battle;
  const isSettledNow = effects.some((effect) => effect.kind === 'contest-settled' && effect.receipt.id === id);
  const isCounted = isPlaying(known.battle) || status === 'verdict' || (status === 'over' && isSettledNow);
  if (!isCounted) return [];
  if (core.rules.every(({ state, when }) => state !== 'waiting' || when.kind !== 'battle-total')) return [];
  const points = shownSides(core).reduce((sum, { score }) => sum + score, 0);
  return [{ what: id, meets: (when) => when.kind === 'battle-total' && points >= when.points }];
}
