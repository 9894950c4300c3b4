/** Says what has just changed in a battle, calls its last seconds, and celebrates with those who have won. */
import { useEffect, useRef } from 'preact/hooks';
import { announcer } from '../../kit/announcer.ts';
import { phaseEndsAt, verdictOf } from '../../kit/battle-now.ts';
import { afterText, contestT, endText, namesText } from '../../kit/contest-text.ts';
import { votesT } from '../contest/texts.ts';
import { useViewer } from '../context.ts';
import { confetti } from '../parts/particles.ts';
import type { BattleNow } from './use-battle.ts';
import { heardOf, makeTeller } from './voice.ts';
import type { Word } from './voice.ts';

/** So long before their end votes are called out, if they have been taken for as long before, ms. */
const lastCallMs = 10_000;

export function useBattleVoice(given: BattleNow | null): void {
  const { clock } = useViewer().connection;
  const isSure = clock.ready.value;
  const teller = useRef(makeTeller());
  // After every rendering: a lead that it was too soon to tell of is told when it still stands.
  useEffect(() => {
    // A page that has just joined hears an older state first: that is no news.
    if (!isSure || !given) return;
    const word = teller.current(heardOf(given), clock.serverNow());
    if (!word) return;
    announcer.say(textOf(word, given));
    const verdict = verdictOf(given.battle);
    if (word !== 'end' || verdict?.kind !== 'won' || verdict.side.id !== given.mine.last) return;
    navigator.vibrate?.([20, 60, 20]);
    const card = document.querySelector(`[data-battle="${given.battle.id}"]`);
    if (card) confetti(card);
  });

  const endsAt = given && phaseEndsAt(given.battle, given.phase);
  const isRunning = given?.phase === 'running';
  useEffect(() => {
    if (!isRunning || !endsAt || !given) return undefined;
    const callMs = endsAt - clock.serverNow() - lastCallMs;
    if (callMs < lastCallMs / 2) return undefined;
    const { criticalAt, criticalFactor } = given.battle;
    const isCritical = criticalAt > 0 && criticalAt <= endsAt - lastCallMs;
    const words = { count: lastCallMs / 1000, n: criticalFactor };
    const timer = setTimeout(() => announcer.say(votesT(isCritical ? 'spoken.leftCritical' : 'spoken.left', words)), callMs);
    return () => clearTimeout(timer);
  }, [given?.battle.id, isRunning, endsAt]);
}

function textOf(word: Word, { battle, sides }: BattleNow): string {
  const names = namesText(sides.map(({ name }) => name));
  switch (word) {
    case 'invited':
      return contestT('battle.inviting', { names });
    case 'soon':
    case 'started':
      return votesT(`spoken.${word}`, { names });
    case 'overtime':
      return votesT('spoken.overtime');
    case 'lead':
      return votesT('spoken.lead', { name: leaderName(sides) });
    case 'end':
      return `${endText(battle)} ${afterText(battle)}`.trim();
  }
}

function leaderName(sides: BattleNow['sides']): string {
  return sides.reduce((best, side) => (side.score > best.score ? side : best)).name;
}
