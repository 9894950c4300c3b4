/** The views and cues of the games, as types only: no game's code comes into the page. */
import type { ViewOf } from '../../../shared/game-kit/define-game.ts';
import type { luckyDraw } from '../../../shared/games/lucky-draw.ts';
import type { quickQuiz } from '../../../shared/games/quick-quiz.ts';
import type { tapRace } from '../../../shared/games/tap-race.ts';

export type TapRaceView = ViewOf<(typeof tapRace)['View']>;
export type QuickQuizView = ViewOf<(typeof quickQuiz)['View']>;
export type LuckyDrawView = ViewOf<(typeof luckyDraw)['View']>;

/** What the quiz asks; the right answer is in it from the reveal on. */
export type QuizCue = ReturnType<NonNullable<(typeof quickQuiz)['phases']['reveal']['cue']>>;

/** What the panel's view of a game is given. */
export interface LiveProps<View = unknown, Cue = unknown> {
  phase: string;
  view: View;
  /** The running phase's cue, or null when it has none. */
  cue: Cue | null;
}
