/** What each command makes of the core, or why it is refused. Roles and arguments were checked before. */
import type { Command, CommandArgs } from '../../shared/protocol/index.ts';
import { commands } from '../../shared/protocol/index.ts';
import { boostSide, cancelBattle, endBattle, extendBattle, inviteShow, startBattle } from './core-battles.ts';
import { acceptBattle, rejectBattle } from './core-invited.ts';
import { endPoll, startPoll } from './core-polls.ts';
import { no, yes } from './core-replies.ts';
import { beginRound, cancelRound, runningCue } from './core-rounds.ts';
import { adjustSale, endSale, openSale, scheduleSale } from './core-sales.ts';
import { endRehearsal, endShow, startRehearsal, startShow } from './core-show.ts';
import type { CoreEvent, Luck, Step } from './core-events.ts';
import type { Core } from './core-state.ts';
import { runningRound } from './core-state.ts';
import { isOutdatedFire, setRules } from './core-rules.ts';

type CommandEvent = Extract<CoreEvent, { kind: 'command' }>;

/** How many viewers a show can mute or ban: beyond that the oldest entry goes. */
const listLimit = 1000;

export function runCommand(core: Core, event: CommandEvent, now: number, luck: Luck): Step {
  const { command, given, around } = event;
  switch (command.name) {
    case 'show.start':
      return startShow(core, now);
    case 'show.end':
      return endShow(core, event, now);
    case 'round.start':
      return startRound(core, command.args, now, luck);
    case 'round.extend':
      return recued(
        changeEnd(core, now, (endsAt) => endsAt + command.args.ms),
        luck,
      );
    case 'round.next':
      return changeEnd(core, now, () => now);
    case 'round.cancel': {
      if (!runningRound(core)) return no(core, 'round/none');
      return { reply: { ok: true }, ...cancelRound(core, now) };
    }
    case 'chat.pin':
      return pin(core, command.args, event.line);
    case 'viewer.mute':
      return yes({ ...core, muted: withId(core.muted, command.args.viewer) });
    case 'viewer.unmute':
      return yes({ ...core, muted: core.muted.filter((viewer) => viewer !== command.args.viewer) });
    case 'viewer.ban':
      return yes({ ...core, banned: withId(core.banned, command.args.viewer) });
    case 'viewer.unban':
      return yes({ ...core, banned: core.banned.filter((viewer) => viewer !== command.args.viewer) });
    case 'rundown.set':
      return setRundown(core, command.args);
    case 'rundown.go':
      return goRundown(core, event, now, luck);
    case 'rehearsal.start':
      return startRehearsal(core, command.args, event);
    case 'rehearsal.end':
      return endRehearsal(core, event, now);
    case 'prize.mark':
      return markPrize(core, command.args);
    case 'sale.schedule':
      return scheduleSale(core, command.args, given, luck);
    case 'sale.open':
      return openSale(core, command.args, given);
    case 'sale.close':
      return endSale(core, { ...command.args, how: 'closed' }, given);
    case 'sale.cancel':
      return endSale(core, { ...command.args, how: 'cancelled' }, given);
    case 'sale.adjust':
      return adjustSale(core, command.args, given);
    case 'battle.start':
      return startBattle(core, command.args, now);
    case 'battle.invite':
      return inviteShow(core, command.args, { now, around });
    case 'battle.accept':
      return acceptBattle(core, command.args, now);
    case 'battle.reject':
      return rejectBattle(core, command.args.battle, now);
    case 'battle.boost':
      return boostSide(core, command.args, now);
    case 'battle.extend':
      return extendBattle(core, command.args, now);
    case 'battle.end':
      return endBattle(core, now);
    case 'battle.cancel':
      return cancelBattle(core, now);
    case 'poll.start':
      return startPoll(core, command.args, now);
    case 'poll.close':
      return endPoll(core, now);
    case 'rule.set':
      return setRules(core, command.args, around.totals);
  }
}

function startRound(core: Core, args: CommandArgs<'round.start'>, now: number, luck: Luck): Step {
  if (core.status !== 'live') return no(core, 'show/not-live');
  if (runningRound(core)) return no(core, 'round/running');
  const game = Object.hasOwn(luck.games, args.game) ? luck.games[args.game] : undefined;
  if (!game) return no(core, 'game/unknown');
  const settings = game.settings.safeParse(args.settings ?? {});
  if (!settings.success) {
    const [issue] = settings.error.issues;
    return no(core, 'round/bad-settings', issue ? `${issue.path.join('.')}: ${issue.message}` : undefined);
  }
  const begun = beginRound(core, { game, settings: settings.data, at: Math.max(now, args.at ?? now) }, now, luck);
  return { ...begun, reply: { ok: true, round: begun.core.lastRound } };
}

function changeEnd(core: Core, now: number, endsAt: (old: number) => number): Step {
  const round = runningRound(core);
  if (!round) return no(core, 'round/none');
  if (now >= round.endsAt) return no(core, 'round/too-late');
  return yes({ ...core, round: { ...round, endsAt: endsAt(round.endsAt) } });
}

/** The running phase has another end: whoever follows its cue, or joins later, has to know. */
function recued(step: Step, luck: Luck): Step {
  const cue = step.reply?.ok ? runningCue(step.core, luck) : null;
  return cue ? { ...step, effects: [...step.effects, { kind: 'cue', cue }] } : step;
}

function pin(core: Core, args: CommandArgs<'chat.pin'>, line: CommandEvent['line']): Step {
  if (args.line === null) return yes({ ...core, pinned: null });
  if (!line) return no(core, 'chat/unknown-line');
  return yes({ ...core, pinned: { line: line.id, name: line.name, text: line.text } });
}

function setRundown(core: Core, args: CommandArgs<'rundown.set'>): Step {
  const ids = args.items.map(({ id }) => id);
  const twice = ids.find((id, i) => ids.indexOf(id) < i);
  if (twice !== undefined) return no(core, 'bad-request', `two items have the id "${twice}"`);
  for (const item of args.items) {
    const bad = badItem(item.command);
    if (bad) return no(core, 'bad-request', `item "${item.title}": ${bad}`);
  }
  return yes({ ...core, rundown: { items: args.items, next: cursorAfter(core.rundown, args.items) } });
}

/** The cursor stays at the item it stood at, and goes up to what was put right before it and has not been played. */
function cursorAfter({ items, next }: Core['rundown'], edited: Core['rundown']['items']): number {
  const passed = new Set(items.slice(0, next).map((item) => item.id));
  const ahead = items.slice(next).map((item) => edited.findIndex(({ id }) => id === item.id));
  let cursor = ahead.find((index) => index >= 0) ?? edited.length;
  while (cursor > 0 && !passed.has(edited[cursor - 1]!.id)) cursor--;
  return cursor;
}

/** Why an item's command cannot be prepared, or null. */
function badItem(command: { name: string; args: unknown }): string | null {
  if (!Object.hasOwn(commands, command.name)) return `there is no command ${command.name}`;
  if (command.name.startsWith('rundown.')) return 'a rundown item cannot change the rundown';
  if (command.name.startsWith('rule.')) return 'a rundown item cannot set rules';
  const parsed = commands[command.name as Command['name']].args.safeParse(command.args);
  return parsed.success ? null : (parsed.error.issues[0]?.message ?? 'malformed arguments');
}

function goRundown(core: Core, event: CommandEvent, now: number, luck: Luck): Step {
  if (isOutdatedFire(core, event)) return no(core, 'rundown/unknown-item', 'its rule is not due any more');
  const { item: wanted } = event.command.args as CommandArgs<'rundown.go'>;
  const index = indexOf(core, wanted);
  const item = core.rundown.items[index];
  // Prepared when less was asked of a command than now.
  const wrong = item ? badItem(item.command) : null;
  if (wrong) return no(core, 'bad-request', wrong);
  const command = preparedAt(core, index, event.command.id);
  if (!command) return no(core, wanted === undefined ? 'rundown/at-end' : 'rundown/unknown-item');
  const fired = runCommand(core, { ...event, command }, now, luck);
  if (!fired.reply?.ok) return fired;
  return { ...fired, core: { ...fired.core, rundown: { items: core.rundown.items, next: index + 1 } } };
}

/** Whether a command may have to ask the ledger before it can be answered. */
export function mayAskLedger(command: Command, core: Core): boolean {
  const fired = command.name === 'rundown.go' ? core.rundown.items[indexOf(core, command.args.item)]?.command : command;
  return fired !== undefined && (fired.name.startsWith('sale.') || ['show.end', 'rehearsal.end'].includes(fired.name));
}

function indexOf({ rundown }: Core, wanted: string | undefined): number {
  return wanted === undefined ? rundown.next : rundown.items.findIndex((item) => item.id === wanted);
}

/** The command that a rundown item stands for, under the id of the one that fires it. */
function preparedAt({ rundown }: Core, index: number, id: string): Command | null {
  const item = rundown.items[index];
  if (!item) return null;
  const name = item.command.name as Command['name'];
  return { id, name, args: commands[name].args.parse(item.command.args) } as Command;
}

function markPrize(core: Core, args: CommandArgs<'prize.mark'>): Step {
  const isThis = (row: Core['winners'][number]) => row.round === args.round && row.viewer === args.viewer;
  if (!core.winners.some(isThis)) return no(core, 'prize/unknown');
  return yes({ ...core, winners: core.winners.map((row) => (isThis(row) ? { ...row, status: args.status } : row)) });
}

function withId(list: string[], id: string): string[] {
  return list.includes(id) ? list : [...list, id].slice(-listLimit);
}
