/** Binds the hot keys to this page while the show screen is open. */
import { useEffect } from 'preact/hooks';
import { tinykeys } from 'tinykeys';
import type { Preparing } from '../control/choices.ts';
import { hotKeys, mayAct } from '../control/hot-keys.ts';
import type { HotAction, KeyContext } from '../control/hot-keys.ts';
import type { Studio } from './studio.ts';

export function useHotKeys(studio: Studio): void {
  useEffect(() => {
    const acts = actsOf(studio);
    const bound = hotKeys.flatMap(({ keys, does }) =>
      keys.map((key) => [
        key,
        (event: KeyboardEvent): void => {
          if (!mayAct(does, event.key, contextOf(event, studio))) return;
          if (does !== 'close') event.preventDefault();
          acts[does](event.code);
        },
      ]),
    );
    return tinykeys(window, Object.fromEntries(bound), { ignore: () => false });
  }, [studio]);
}

function actsOf({ moves, choices, desk, games }: Studio): Record<HotAction, (code: string) => void> {
  const prepare = (what: Preparing, first: string): void => {
    choices.section.value = what;
    choices.preparing.value = what;
    requestAnimationFrame(() => document.querySelector<HTMLElement>(first)?.focus());
  };
  return {
    go: () => moves.go(),
    previous: () => moves.selectPrevious(),
    quick: (code) => {
      const game = games.peek()[digitOf(code) - 1];
      if (game) moves.startGame(game);
    },
    quickItem: (code) => {
      const item = desk.panel.peek()?.rundown.items[digitOf(code) - 1];
      if (item) moves.goTo(item.id);
    },
    extend: () => moves.extend(),
    next: () => moves.next(),
    cancel: () => moves.cancel(),
    sale: () => prepare('sales', '#sale-form input'),
    battle: () => prepare('battles', '#battle-form input[type=text]'),
    poll: () => prepare('polls', '#poll-form textarea'),
    moderate: () => {
      choices.section.value = 'chat';
      choices.tab.value = 'chat';
      requestAnimationFrame(() => document.querySelector<HTMLElement>('#chat-lines > :last-child')?.focus());
    },
    lock: () => (choices.locked.value = !choices.locked.peek()),
    help: () => (choices.dialog.value = 'help'),
    // An open dialog closes itself.
    close: () => {
      if (choices.dialog.peek() !== null) return;
      choices.item.value = null;
      desk.disarm();
      if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
    },
  };
}

/** `Digit3` and `Numpad3` are 3, whatever Shift makes of them. */
function digitOf(code: string): number {
  return Number(/\d$/.exec(code)?.[0] ?? 0);
}

function contextOf(event: KeyboardEvent, { choices }: Studio): KeyContext {
  return {
    owns: event.isComposing ? 'text' : ownedBy(event.target),
    dialog: choices.dialog.peek() !== null,
    locked: choices.locked.peek(),
    singleKeys: choices.singleKeys.peek(),
    repeat: event.repeat,
  };
}

function ownedBy(target: EventTarget | null): KeyContext['owns'] {
  if (!(target instanceof Element)) return 'nothing';
  if (target.closest('input, textarea, select, [contenteditable]')) return 'text';
  if (target.closest('[data-own-keys]')) return 'arrows';
  return target.closest('button, a, summary') ? 'space' : 'nothing';
}
