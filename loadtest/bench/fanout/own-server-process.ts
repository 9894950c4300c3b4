/** The server that fans out, in a process of its own, with one more game. */
import { games } from '../../../shared/games/index.ts';
import { answerParent } from '../../child-process.ts';
import { cpuMicroseconds, memoryNow } from '../../process-cost.ts';
import { serverUnderTest } from '../server-under-test.ts';
import { beatGame } from './beat-game.ts';

/** Messages to everybody that each beat carries besides its patch. */
let messages = 0;
/** Ticks that have shown a beat: two beats that come late may leave in one. */
let ticks = 0;
const beat = beatGame(() => {
  ticks++;
  for (let n = 0; n < messages; n++) app.shows.get('demo')!.stage.announce('draining');
});
const { app, command, answers } = await serverUnderTest({
  settings: { DRUMROLL_MAX_MESSAGES_PER_SECOND: '1000' },
  games: { ...games, beat },
});

answerParent({
  ...answers,
  viewers: () => app.shows.heads(),
  begin: () => command('round.start', { game: 'beat' }),
  carry: (count: number) => {
    messages = count;
  },
  ticks: () => ticks,
  cpu: cpuMicroseconds,
  memory: memoryNow,
});
