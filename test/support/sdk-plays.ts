/** How a stubborn player plays each game to the end of its inputs, whatever happens to the server meanwhile. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Random } from '../../shared/game-kit/index.ts';
import type { SdkPlayer } from './sdk-player.ts';

interface Playing {
  round: number;
  random: Random;
}

type Play = (player: SdkPlayer, playing: Playing) => Promise<void>;

export const playRound = {
  'tap-race': (player, playing) =>
    whilePhase(player, playing, ['ready', 'race'], async (phase) => {
      // Below what a human can do, so that every accepted tap counts.
      if (phase === 'race') await player.input(playing.round, 'tap', { count: 1 + playing.random.int(2) });
    }),

  'lucky-draw': (player, playing) => {
    let waits = playing.random.int(40);
    return whilePhase(player, playing, ['ready', 'entries'], async (phase) => {
      if (phase === 'entries' && waits-- === 0) await player.input(playing.round, 'enter', {});
    });
  },

  'quick-quiz': (player, playing) => {
    const { round, random } = playing;
    const answered = new Set<number>();
    return whilePhase(player, playing, ['question', 'locked', 'reveal'], async (phase) => {
      const cue = player.viewer?.cues.findLast((each) => each.round === round && each.phase === 'question');
      const asked = cue?.content as { question: number; options: string[] } | undefined;
      if (!asked || phase !== 'question' || answered.has(asked.question) || random.next() > 0.2) return;
      answered.add(asked.question);
      await player.input(round, 'answer', { question: asked.question, choice: random.int(asked.options.length) });
    });
  },
} as const satisfies Record<string, Play>;

/** Acts now and then, from the round's beginning until it is in none of these phases any more. */
async function whilePhase(
  player: SdkPlayer,
  { round, random }: Playing,
  phases: readonly string[],
  act: (phase: string) => Promise<void>,
): Promise<void> {
  for (;;) {
    const running = (await player.arrive()).json()?.round;
    if (running?.id === round) {
      if (!phases.includes(running.phase)) return;
      await act(running.phase);
    }
    await sleep(150 + random.int(250));
  }
}
