/** The pure core of one show in a hand-driven time: gives it events one by one, and keeps what they had it do. */
import { step } from '../../rooms/stage/core.ts';
import { nextBattleTime } from '../../rooms/stage/core-ballots.ts';
import { newCore } from '../../rooms/stage/core-state.ts';
import type { CoreEvent, Effect, Luck, Step } from '../../rooms/stage/core-events.ts';
import type { Core } from '../../rooms/stage/core-state.ts';
import type { ShowEvent } from '../../rooms/journal.ts';
import { emptyTally } from '../../shared/ballot/index.ts';
import type { BallotTally, OptionId } from '../../shared/ballot/index.ts';
import type { BattleReceipt } from '../../shared/battle/index.ts';
import { games } from '../../shared/games/index.ts';
import type { PollReceipt } from '../../shared/poll/index.ts';
import { commands } from '../../shared/protocol/index.ts';
import type { Command, CommandName, CommandReply } from '../../shared/protocol/index.ts';
import { quickRandom } from './quick-random.ts';

const luck: Luck = { games, random: quickRandom('core') };

export interface CoreStand {
  core: Core;
  now: number;
  /** All effects so far. */
  effects: Effect[];
  /** The show's likes, and the points of its gifts. */
  totals: { likes: number; gifts: number };
  take(event: CoreEvent): Step;
  /** Gives a command whose arguments are checked as at the door; returns the reply. */
  give(name: CommandName, args?: unknown): CommandReply;
  /** Lets time pass, and the times of a battle come. */
  pass(ms: number): void;
  /** What the shards have counted. */
  count(tally: BallotTally): void;
  /** The shards' last word on what is open. */
  final(tally?: BallotTally, missing?: number[]): void;
}

export function coreStand(show = 'demo', change: Partial<Core> = {}): CoreStand {
  const now = 1_000_000;
  const core = newCore({ id: show, title: `Show ${show}`, locale: 'en', status: 'live', shards: 2, startsAt: 0, now });
  const stand: CoreStand = {
    core: { ...core, epoch: 1, ...change },
    now,
    effects: [],
    totals: { likes: 0, gifts: 0 },
    take: (event) => {
      const result = step(stand.core, event, stand.now, luck);
      stand.core = result.core;
      stand.effects.push(...result.effects);
      return result;
    },
    give: (name, args = {}) => {
      const command = { id: 'command', name, args: commands[name].args.parse(args) } as Command;
      const given = { at: stand.now, isDone: () => false, isTaken: () => false };
      const around = { reaches: (rival: string) => rival !== 'nowhere', totals: stand.totals };
      return stand.take({ kind: 'command', command, by: { sub: 's', role: 'streamer' }, line: null, given, around }).reply!;
    },
    pass: (ms) => {
      const end = stand.now + ms;
      for (let at = nextBattleTime(stand.core); at !== null && at <= end; at = nextBattleTime(stand.core)) {
        stand.now = Math.max(stand.now, at);
        stand.take({ kind: 'battle-time' });
      }
      stand.now = end;
    },
    count: (tally) => void stand.take({ kind: 'ballot', contest: newestContest(stand.core), tally }),
    final: (tally = emptyTally(), missing = []) => {
      const { battle, poll } = stand.core;
      const { id, step: at } = poll?.poll.status === 'open' ? poll.poll : battle!.battle;
      stand.take({ kind: 'ballot-end', contest: id, step: at, tally, missing });
    },
  };
  return stand;
}

function newestContest({ battle, poll }: Core): string {
  return poll?.poll.status === 'open' ? poll.poll.id : battle!.battle.id;
}

/** Votes by option, all in one slice. */
export function votes(by: Record<OptionId, number>, slice = 0): BallotTally {
  const tally = emptyTally();
  for (const [option, count] of Object.entries(by)) {
    tally.points.votes[option] = { [slice]: count };
    tally.votes[option] = count;
    tally.voters += count;
  }
  return tally;
}

/** The receipts that were written, in order. */
export function receiptsOf({ effects }: Pick<CoreStand, 'effects'>): (BattleReceipt | PollReceipt)[] {
  return effects.flatMap((effect) => (effect.kind === 'contest-settled' ? [effect.receipt as BattleReceipt | PollReceipt] : []));
}

/** What shops were told, in order. */
export function toldBy({ effects }: Pick<CoreStand, 'effects'>): ShowEvent[] {
  return effects.flatMap((effect) => (effect.kind === 'event' ? [effect.event] : []));
}

export function codeOf(reply: CommandReply): string {
  return reply.ok ? 'ok' : reply.code;
}
