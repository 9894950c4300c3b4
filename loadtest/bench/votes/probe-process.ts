/** A viewer who does nothing but watch, on the stock client and in a process of its own: writes down which scores it saw when. */
import { answerParent } from '../../child-process.ts';
import { SdkViewer } from '../../sdk-viewer.ts';
import { markSides } from './marks.ts';
import type { Sight } from './marks.ts';
import { sharedMs } from './shared-time.ts';

let viewer: SdkViewer;
let watched = '';
let sights: Sight[] = [];

/** The scores of the sides that the battle has now; null when another one is shown. */
function scoresNow(): Record<string, number> | null {
  const battle = viewer.json()?.battle;
  return battle?.id === watched ? Object.fromEntries(battle.sides.map(({ id, score }) => [id, score])) : null;
}

function totalNow(): number {
  return Object.values(scoresNow() ?? {}).reduce((sum, score) => sum + score, 0);
}

function look(): void {
  const at = sharedMs();
  const scores = scoresNow();
  if (scores && markSides.some((side) => scores[side] !== sights.at(-1)?.scores[side])) sights.push({ at, scores });
}

answerParent({
  join: async ({ url, token }: { url: string; token: string }) => {
    viewer = await SdkViewer.join({ url, token, show: 'demo' });
    viewer.room.onStateChange(look);
  },
  watch: (battle: string) => {
    watched = battle;
    sights = [];
  },
  /** What was seen, once all points are in the scores. */
  seen: async (points: number) => {
    await viewer.until(`${points} points`, () => totalNow() >= points);
    return sights;
  },
});
