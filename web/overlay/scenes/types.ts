/** What a scene is given, and the games' views as types only: no game's code comes into the page. */
import type { luckyDraw } from '../../../shared/games/lucky-draw.ts';
import type { quickQuiz } from '../../../shared/games/quick-quiz.ts';
import type { tapRace } from '../../../shared/games/tap-race.ts';
import type { ShowClock } from '../../kit/clock.ts';
import type { GameScene } from '../model/scene.ts';

export interface SceneProps<View = unknown, Cue = unknown> {
  scene: GameScene;
  view: View;
  cue: Cue | null;
  clock: ShowClock;
}

export type TapRaceView = ReturnType<typeof tapRace.view>;
export type QuickQuizView = ReturnType<typeof quickQuiz.view>;
export type LuckyDrawView = ReturnType<typeof luckyDraw.view>;

/** What the quiz asks; the right answer is in it from the reveal on. */
export type QuizCue = ReturnType<NonNullable<(typeof quickQuiz)['phases']['reveal']['cue']>>;
