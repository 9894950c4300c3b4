/** Rounds in the pure core: how one begins, moves through its phases, and ends. */
import type { AnyGame, GameResult, PhaseSpec } from '../../shared/game-kit/index.ts';
import { seededRandom } from '../../shared/game-kit/index.ts';
import type { CueMessage } from '../../shared/protocol/index.ts';
import type { Effect, Luck, RoundReceipt, Step } from './core-events.ts';
import type { Core, RoundCore } from './core-state.ts';
import { runningRound } from './core-state.ts';

type AnyPhase = PhaseSpec<string, string, unknown, unknown, unknown>;

/** Rows of past winners that a show keeps at hand; all of them stand in the receipts. */
const keptWinners = 500;
const keptNotices = 5;

/** Begins a round whose settings have been parsed; `at` in the future makes it wait in phase `soon`. */
export function beginRound(core: Core, start: { game: AnyGame; settings: unknown; at: number }, now: number, luck: Luck): Step {
  const seed = luck.random.hex(32);
  const id = core.lastRound + 1;
  const round: RoundCore = {
    id,
    game: start.game.id,
    settings: start.settings,
    seed,
    begunAt: now,
    phase: 'soon',
    step: 0,
    startsAt: now,
    endsAt: start.at,
    state: start.game.stage.setup(start.settings, seededRandom(seed)),
    rehearsal: core.rehearsal !== null,
    settled: false,
  };
  const begun = { ...core, lastRound: id, round };
  return start.at > now ? { core: begun, effects: [] } : enterPhase(begun, start.game.initial, { missing: [], now, luck });
}

/** Takes the merged tally into the game's state. Harmless when repeated; what is settled stays as the receipt has it. */
export function reduceRound(core: Core, tally: unknown, luck: Luck): Core {
  const round = runningRound(core);
  if (!round || round.settled || tally === undefined || tally === null) return core;
  const game = gameOf(round, luck);
  return { ...core, round: { ...round, state: game.stage.reduce(round.state, tally, round.settings) } };
}

/** The running phase is over: on to the next one, or to the end of the round. */
export function advanceRound(core: Core, missing: readonly number[], now: number, luck: Luck): Step {
  const round = runningRound(core);
  if (!round) return { core, effects: [] };
  const game = gameOf(round, luck);
  if (round.phase === 'soon') return enterPhase(core, game.initial, { missing, now, luck });
  const { next } = phaseOf(game, round.phase);
  const phase = typeof next === 'function' ? next(round.settings, round.state) : next;
  if (phase !== null) return enterPhase(core, phase, { missing, now, luck });
  const over: Core = { ...core, round: { ...round, phase: 'over', step: round.step + 1, startsAt: now, endsAt: now } };
  if (round.settled) return { core: over, effects: [{ kind: 'cue-over' }] };
  const settled = settle(over, { missing, now, game });
  return { core: settled.core, effects: [{ kind: 'cue-over' }, ...settled.effects] };
}

/** Ends the running round without a result. */
export function cancelRound(core: Core, now: number): Step {
  return endEarly(core, { outcome: 'cancelled', now });
}

/** Ends the running round because its code failed. */
export function abortRound(core: Core, reason: string, now: number): Step {
  return endEarly(core, { outcome: 'aborted', reason, now });
}

/** The game of a round. A round of a game that is no longer registered cannot go on. */
function gameOf(round: RoundCore, luck: Pick<Luck, 'games'>): AnyGame {
  const game = luck.games[round.game];
  if (!game) throw new Error(`the game ${round.game} of round ${round.id} is not registered`);
  return game;
}

function phaseOf(game: AnyGame, phase: string): AnyPhase {
  const spec = (game.phases as Record<string, AnyPhase>)[phase];
  if (!spec) throw new Error(`the game ${game.id} has no phase ${phase}`);
  return spec;
}

interface PhaseChange {
  missing: readonly number[];
  now: number;
  luck: Luck;
}

function enterPhase(core: Core, phase: string, { missing, now, luck }: PhaseChange): Step {
  const round = runningRound(core)!;
  const game = gameOf(round, luck);
  const spec = phaseOf(game, phase);
  const state = game.stage.enter ? game.stage.enter(round.state, phase, round.settings) : round.state;
  const durationMs = typeof spec.durationMs === 'function' ? spec.durationMs(round.settings, state) : spec.durationMs;
  const entered: RoundCore = { ...round, state, phase, step: round.step + 1, startsAt: now, endsAt: now + durationMs };
  const content = spec.cue ? spec.cue(state, round.settings) : null;
  const cue: Effect = {
    kind: 'cue',
    cue: { round: round.id, phase, startsAt: entered.startsAt, endsAt: entered.endsAt, content },
  };
  const next = { ...core, round: entered };
  if (!spec.settles || round.settled) return { core: next, effects: [cue] };
  const settled = settle(next, { missing, now, game });
  return { core: settled.core, effects: [cue, ...settled.effects] };
}

/** Whether viewers can do anything right now. */
export function takesInputs(core: Core, luck: Pick<Luck, 'games'>): boolean {
  const round = runningRound(core);
  const game = round && luck.games[round.game];
  if (!game || round.phase === 'soon') return false;
  return (phaseOf(game, round.phase).accepts?.length ?? 0) > 0;
}

/** What the cue of the running phase shows, for crowds that need it again; undefined when it shows nothing. */
export function cueContent(core: Core, luck: Pick<Luck, 'games'>): unknown {
  const round = runningRound(core);
  if (!round || round.phase === 'soon') return undefined;
  return phaseOf(gameOf(round, luck), round.phase).cue?.(round.state, round.settings);
}

/** The cue of the running phase with its times as they are now, for whoever needs it again; null when there is none. */
export function runningCue(core: Core, luck: Pick<Luck, 'games'>): CueMessage | null {
  const round = runningRound(core);
  if (!round || round.phase === 'soon') return null;
  const { id, phase, startsAt, endsAt } = round;
  return { round: id, phase, startsAt, endsAt, content: cueContent(core, luck) ?? null };
}

/** Writes the receipt and lists the winners. */
function settle(core: Core, { missing, now, game }: { missing: readonly number[]; now: number; game: AnyGame }): Step {
  const round = core.round!;
  const result = game.result(round.state, round.settings);
  const receipt = receiptOf(core, { outcome: 'settled', result, missing, now });
  const settled: Core = { ...core, round: { ...round, settled: true }, ...announced(core, result, now) };
  return { core: { ...settled, winners: withWinners(core, result) }, effects: [{ kind: 'settled', receipt }] };
}

function endEarly(core: Core, end: { outcome: 'cancelled' | 'aborted'; reason?: string; now: number }): Step {
  const round = runningRound(core);
  if (!round) return { core, effects: [] };
  const over: RoundCore = { ...round, phase: 'over', step: round.step + 1, startsAt: end.now, endsAt: end.now, settled: true };
  // What code that failed has left behind may be what cannot be written.
  if (end.outcome === 'aborted') over.state = null;
  const effects: Effect[] = [{ kind: 'cue-over' }];
  // A round that had already shown its result keeps it: only what was left of it is cut short.
  if (!round.settled) {
    const { now, outcome, reason } = end;
    effects.push({
      kind: 'settled',
      receipt: receiptOf(core, { outcome, ...(reason ? { reason } : {}), result: null, missing: [], now }),
    });
  }
  return { core: { ...core, round: over }, effects };
}

function receiptOf(
  core: Core,
  end: { outcome: RoundReceipt['outcome']; reason?: string; result: GameResult | null; missing: readonly number[]; now: number },
): RoundReceipt {
  const round = core.round!;
  return {
    kind: 'round',
    show: core.show,
    round: round.id,
    game: round.game,
    settings: round.settings,
    seed: round.seed,
    startedAt: round.begunAt,
    endedAt: end.now,
    outcome: end.outcome,
    ...(end.reason ? { reason: end.reason } : {}),
    result: end.result,
    missingShards: end.missing,
    rehearsal: round.rehearsal,
  };
}

function announced(core: Core, result: GameResult, now: number): Pick<Core, 'notices' | 'lastNotice'> {
  if (result.winners.length === 0) return { notices: core.notices, lastNotice: core.lastNotice };
  const id = core.lastNotice + 1;
  const text = result.winners
    .slice(0, 3)
    .map((winner) => winner.name)
    .join(' · ');
  return { notices: [...core.notices, { id, kind: 'winner' as const, text, at: now }].slice(-keptNotices), lastNotice: id };
}

/** What each winner of a round gets; a game without the setting has none. */
export function prizeOf({ settings }: Pick<RoundCore, 'settings'>): { name: string; amount: number } {
  return (settings as { prize?: { name: string; amount: number } }).prize ?? { name: '', amount: 0 };
}

function withWinners(core: Core, result: GameResult): Core['winners'] {
  const round = core.round!;
  const prize = prizeOf(round);
  const rows = result.winners.map(({ viewer, name, rank }) => ({
    round: round.id,
    game: round.game,
    viewer,
    name,
    rank,
    prize: prize.name,
    amount: prize.amount,
    status: 'won' as const,
    rehearsal: round.rehearsal,
  }));
  return [...core.winners, ...rows].slice(-keptWinners);
}
