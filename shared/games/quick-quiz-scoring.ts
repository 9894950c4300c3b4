/** Scoring in quick-quiz: points, streaks, who is out, the board, and ranks below it. All of it merges. */
import { addCount, mergeCounts, mergeTop, raiseTop, ranksIn } from '../game-kit/index.ts';
import type { Counts, Row, Top } from '../game-kit/index.ts';

export const boardRows = 10;
/** Points this close share a rank below the board: it keeps the histogram of everybody's scores small. */
const bandWidth = 20;

interface BoardRow extends Row {
  points: number;
}

/** What a shard knows of its viewers' scores. */
export interface Scores {
  players: number;
  out: number;
  /** The newest question whose reveal is in the scores. */
  scored: number;
  /** Players by band: twenty points, or with elimination how far they came. */
  bands: Counts;
  board: Top<BoardRow>;
}

/** One viewer's score. `gained` is what the question last scored brought. */
export interface Score {
  points: number;
  streak: number;
  band: number;
  out: boolean;
  scored: number;
  gained: number;
}

/** How a viewer did at a revealed question. */
export interface Scored {
  viewer: string;
  name: string;
  question: number;
  right: boolean;
  ms: number;
  windowMs: number;
  elimination: boolean;
}

export const noScores = (): Scores => ({ players: 0, out: 0, scored: 0, bands: {}, board: [] });
export const newScore = (): Score => ({ points: 0, streak: 0, band: 0, out: false, scored: 0, gained: 0 });

/**
 * Points for a right answer: 1000 within the first half second, falling evenly to 500 at the window's end,
 * and 100 more for each right answer in a row before it, at most 500 more. (The rule players know from Kahoot.)
 */
export function pointsFor(ms: number, streak: number, windowMs: number): number {
  const late = ms < 500 ? 0 : Math.min(ms / windowMs, 1);
  return Math.round(1000 * (1 - late / 2)) + Math.min(500, 100 * (streak - 1));
}

export function countIn(scores: Scores): void {
  scores.players += 1;
  addCount(scores.bands, 0);
}

/** Scores a viewer's part in a question, once. */
export function score(scores: Scores, mine: Score, { viewer, name, question, right, ms, windowMs, elimination }: Scored): void {
  if (mine.out || mine.scored >= question) return;
  mine.scored = question;
  scores.scored = question;
  mine.streak = right ? mine.streak + 1 : 0;
  mine.gained = right ? pointsFor(ms, mine.streak, windowMs) : 0;
  mine.out = elimination && !right;
  if (mine.out) scores.out += 1;
  if (!right) return;
  mine.points += mine.gained;
  addCount(scores.bands, mine.band, -1);
  mine.band = elimination ? mine.streak : Math.ceil(mine.points / bandWidth);
  addCount(scores.bands, mine.band);
  // With elimination a streak is how far one came: whoever fell earlier stays behind, however fast they were.
  const key = elimination ? mine.streak * 1_000_000 + mine.points : mine.points;
  raiseTop(scores.board, boardRows, { viewer, name, score: key, points: mine.points });
}

export function mergeScores(a: Scores, b: Scores): Scores {
  return {
    players: a.players + b.players,
    out: a.out + b.out,
    scored: Math.max(a.scored, b.scored),
    bands: mergeCounts(a.bands, b.bands),
    board: mergeTop(a.board, b.board, boardRows),
  };
}

/** What ranks are told from, computed once for all viewers. */
export interface Standing {
  scored: number;
  ranks: Counts;
  board: string[];
}

export function standingIn({ scored, bands, board }: Scores): Standing {
  return { scored, ranks: ranksIn(bands), board: board.map(({ viewer }) => viewer) };
}

/** A viewer's rank; 0 as long as the others' scores of the same question are not in. */
export function rankIn(standing: Standing | undefined, mine: Score, viewer: string): number {
  if (!standing || standing.scored < mine.scored) return 0;
  const place = standing.board.indexOf(viewer);
  return place >= 0 ? place + 1 : Math.max(standing.board.length + 1, standing.ranks[mine.band] ?? 0);
}
