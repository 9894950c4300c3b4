/** What the synced state shows of a battle: its rules, its times, and the sides as everybody may see them now. */
import type { ToJSON } from '@colyseus/schema';
import { endOf } from '../../shared/ballot/index.ts';
import { isPlaying } from '../../shared/battle/index.ts';
import type { Battle, BattleSide, SideShown } from '../../shared/battle/index.ts';
import { BattleState, assignView } from '../../shared/state/index.ts';
import type { ShowState, SideState } from '../../shared/state/index.ts';
import { shownSides } from './core-ballots.ts';
import type { Core } from './core-state.ts';

type Row = ToJSON<BattleState>;
type SideRow = ToJSON<SideState>;

/** Shows the newest battle as it is at server time `now`. */
export function projectBattle(core: Core, state: ShowState, now: number): void {
  if (!core.battle) return blankBattle(state);
  const { battle } = core.battle;
  // A new battle gets a new object: of rows that were taken away a whole state says nothing.
  if (state.battle?.id !== battle.id) state.battle = new BattleState();
  assignView(state.battle, rowOf(battle, shownSides(core), now));
}

/** Takes away what a rehearsal showed. The field stays set: a whole state does not mention unset fields. */
function blankBattle(state: ShowState): void {
  if (!state.battle || state.battle.id === '') return;
  state.battle = new BattleState();
  assignView(state.battle, blank);
}

/** When the battle is next looked at because a boost ends or begins; null when none will. */
export function nextBoostTime(core: Core, now: number): number | null {
  const battle = core.battle?.battle;
  if (!battle || !isPlaying(battle)) return null;
  const moments = battle.boosts.flatMap(({ from, until }) => [from, until]).filter((at) => at > now);
  return moments.length > 0 ? Math.min(...moments) : null;
}

function rowOf(battle: Battle, shown: readonly SideShown[], now: number): Row {
  const { id, rules, status, startedAt, criticalAt, mistAt, periods, referee, result, reason, rehearsal } = battle;
  const { durationMs, overtimes, votesPerViewer, likesPerViewer, gifts, minScore, draw, verdict, critical } = rules;
  return {
    id,
    status,
    startedAt,
    endsAt: endsAt(battle),
    durationMs,
    criticalAt,
    criticalFactor: critical?.factor ?? 1,
    mistAt,
    overtime: Math.max(0, periods.length - 1),
    overtimes,
    votesPerViewer,
    likesPerViewer,
    gifts: typeof gifts === 'string' ? gifts : gifts.join(','),
    minScore,
    draw,
    verdict: verdict.kind,
    verdictText: verdict.text,
    referee,
    sides: battle.sides.map((side) => sideOf(battle, { side, shown, now })),
    winner: result?.winner ?? '',
    by: result?.by ?? '',
    reason: reason ?? '',
    rehearsal,
  };
}

function sideOf(battle: Battle, { side, shown, now }: { side: BattleSide; shown: readonly SideShown[]; now: number }): SideRow {
  const { id, name, show, streak } = side;
  const { score, top } = shown.find((one) => one.side === id) ?? { score: 0, top: [] };
  const ahead = isPlaying(battle) ? battle.boosts.filter((boost) => boost.side === id && boost.until > now) : [];
  const [boost] = ahead.map(({ factor, from, until }) => ({ factor, from, until }));
  return { id, name, show, streak, score, top, boost: boost ?? noBoost, boostsQueued: Math.max(0, ahead.length - 1) };
}

/** When the status ends. */
function endsAt(battle: Battle): number {
  switch (battle.status) {
    case 'inviting':
      return battle.expiresAt;
    case 'ready':
      return battle.startedAt;
    case 'running':
    case 'overtime':
      return endOf(battle);
    case 'verdict':
      return battle.verdictUntil;
    case 'over':
    case 'rejected':
    case 'expired':
    case 'cancelled':
    case 'forfeited':
      return 0;
  }
}

const noBoost = { factor: 1, from: 0, until: 0 };

const blank: Row = {
  id: '',
  status: 'over',
  startedAt: 0,
  endsAt: 0,
  durationMs: 0,
  criticalAt: 0,
  criticalFactor: 1,
  mistAt: 0,
  overtime: 0,
  overtimes: 0,
  votesPerViewer: 0,
  likesPerViewer: 0,
  gifts: 'none',
  minScore: 0,
  draw: 'draw',
  verdict: 'highlight',
  verdictText: '',
  referee: '',
  sides: [],
  winner: '',
  by: '',
  reason: '',
  rehearsal: false,
};
