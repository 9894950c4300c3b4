/** Tap race: two to four teams tap for their bar; the team with the most taps when time is up wins. */
import { z } from 'zod';
import {
  GameView,
  addCount,
  defineGame,
  labelled,
  mergeCounts,
  mergeTop,
  prizeSetting,
  raiseTop,
  schema,
  t,
} from '../game-kit/index.ts';
import type { Counts, Row, Top } from '../game-kit/index.ts';
import { hash32 } from '../ids.ts';

const TapTeam = schema({ name: t.string(), taps: t.uint32(), members: t.uint32() }, 'TapTeam');
const TapTop = schema({ name: t.string(), team: t.uint8(), taps: t.uint32() }, 'TapTop');
const TapRaceView = GameView.extend(
  { teams: t.array(TapTeam), top: t.array(TapTop), choose: t.boolean(), winner: t.int8() },
  'TapRaceView',
);

/** Nobody taps faster than this for long: what is above it is not counted, however it is packed into messages. */
const humanTapsPerSecond = 15;
const humanBurst = 20;
const topRows = 5;

interface TeamRow extends Row {
  team: number;
}

interface Tally {
  taps: Counts;
  members: Counts;
  top: Top<TeamRow>;
}

interface Mine {
  /** -1 until the first input. */
  team: number;
  taps: number;
  /** What is left of the human ceiling, in thousandths of a tap, and when that was (ms into the race). */
  spare: number;
  at: number;
}

export const tapRace = defineGame({
  id: 'tap-race',
  title: { en: 'Tap race', 'zh-CN': '点击赛跑' },
  settings: z.object({
    durationSeconds: labelled(z.int().min(5).max(120).default(20), { en: 'Duration (seconds)', 'zh-CN': '时长（秒）' }),
    teams: labelled(z.array(z.string().trim().min(1).max(24)).min(2).max(4).default(['Red', 'Blue']), {
      en: 'Teams',
      'zh-CN': '队伍',
    }),
    choose: labelled(z.boolean().default(false), { en: 'Viewers choose their team', 'zh-CN': '观众自选队伍' }),
    winners: labelled(z.int().min(0).max(topRows).default(3), { en: 'Winners (top tappers)', 'zh-CN': '获奖人数（点击最多者）' }),
    prize: prizeSetting,
  }),
  inputs: {
    join: { schema: z.object({ team: z.int().min(0).max(3) }), limit: { perSecond: 1, burst: 3 } },
    tap: { schema: z.object({ count: z.int().min(1).max(20) }), limit: { perSecond: 10, burst: 15 } },
  },
  initial: 'ready',
  phases: {
    ready: { accepts: ['join'], durationMs: (settings) => (settings.choose ? 8000 : 3000), next: 'race' },
    race: { accepts: ['join', 'tap'], durationMs: (settings) => settings.durationSeconds * 1000, next: 'result' },
    result: { durationMs: 8000, next: null, settles: true },
  },
  edge: {
    empty: (): Tally => ({ taps: {}, members: {}, top: [] }),
    mine: (): Mine => ({ team: -1, taps: 0, spare: humanBurst * 1000, at: 0 }),
    fold: (tally, mine, input, from, settings) => {
      if (mine.team < 0) {
        // Who taps before choosing a team is given one.
        const team = input.type === 'join' && settings.choose ? input.payload.team : hash32(from.viewer) % settings.teams.length;
        if (team >= settings.teams.length) return 'input/choice';
        mine.team = team;
        addCount(tally.members, team);
      } else if (input.type === 'join') return 'input/already';
      if (input.type === 'join') return;
      const counted = withinHumanPace(mine, input.payload.count, from.elapsedMs);
      if (counted === 0) return;
      mine.taps += counted;
      addCount(tally.taps, mine.team, counted);
      raiseTop(tally.top, topRows, { viewer: from.viewer, name: from.name, score: mine.taps, team: mine.team });
    },
    merge: (a, b) => ({
      taps: mergeCounts(a.taps, b.taps),
      members: mergeCounts(a.members, b.members),
      top: mergeTop(a.top, b.top, topRows),
    }),
  },
  stage: {
    setup: (): Tally => ({ taps: {}, members: {}, top: [] }),
    reduce: (_state, tally) => tally,
  },
  View: TapRaceView,
  view: (state, phase, settings) => ({
    teams: teamTotals(state, settings.teams),
    top: state.top.map(({ name, score, team }) => ({ name, team, taps: score })),
    choose: settings.choose,
    winner: phase === 'result' ? leadingTeam(state.taps, settings.teams.length) : -1,
  }),
  own: (mine) => ({ team: mine.team, taps: mine.taps }),
  result: (state, settings) => ({
    winners: state.top.slice(0, settings.winners).map(({ viewer, name }, i) => ({ viewer, name, rank: i + 1 })),
    summary: { teams: teamTotals(state, settings.teams), winner: leadingTeam(state.taps, settings.teams.length) },
  }),
  bot: (random, sees) => {
    if (sees.phase === 'race') return { type: 'tap', payload: { count: 1 + random.int(3) } };
    if (sees.phase === 'ready' && sees.settings.choose)
      return { type: 'join', payload: { team: random.int(sees.settings.teams.length) } };
    return null;
  },
});

/** How many of these taps a human can have made by now: a token bucket in the viewer's own record. */
function withinHumanPace(mine: Mine, count: number, elapsedMs: number): number {
  const sinceMs = Math.max(0, elapsedMs - mine.at);
  mine.spare = Math.min(humanBurst * 1000, mine.spare + sinceMs * humanTapsPerSecond);
  mine.at = Math.max(mine.at, elapsedMs);
  const counted = Math.min(count, Math.floor(mine.spare / 1000));
  mine.spare -= counted * 1000;
  return counted;
}

function teamTotals(state: Tally, teams: string[]): { name: string; taps: number; members: number }[] {
  return teams.map((name, i) => ({ name, taps: state.taps[i] ?? 0, members: state.members[i] ?? 0 }));
}

/** The team with the most taps; -1 when the best are equal. */
function leadingTeam(taps: Counts, teams: number): number {
  const totals = Array.from({ length: teams }, (_, i) => taps[i] ?? 0);
  const best = Math.max(...totals);
  return totals.filter((total) => total === best).length === 1 ? totals.indexOf(best) : -1;
}
