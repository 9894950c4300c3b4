/** Says something once when it has turned: not what stood so when the page came. */
import { useEffect, useRef } from 'preact/hooks';
import { announcer } from '../kit/announcer.ts';

/** `turn` names what stands, and is empty while nothing does; `words` are empty when nothing is to be said. */
export function useSpokenTurn(turn: string, words: string): void {
  const last = useRef<string | null>(null);
  useEffect(() => {
    const isNews = last.current !== null && last.current !== turn;
    last.current = turn;
    if (isNews && words !== '') announcer.say(words);
  }, [turn]);
}
