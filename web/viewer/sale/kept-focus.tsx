/**
 * Keeps the keyboard's focus here: when what had it goes away, the focus does not fall back to the top of the page. A key
 * that is held down presses nothing again.
 */
import { useEffect, useRef } from 'preact/hooks';
import type { ComponentChildren } from 'preact';

/** A question goes first, then whatever is marked by `data-focus`, then the place itself. */
const order = ['[data-focus=ask]', '[data-focus]'];

export function KeptFocus({ class: name, children }: { class: string; children: ComponentChildren }) {
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const here = place.current;
    if (!here) return undefined;
    let last: Node | null = null;
    const note = ({ target }: FocusEvent): void => {
      last = target as Node | null;
    };
    const look = new MutationObserver(() => {
      if (!last || last.isConnected || document.activeElement !== document.body) return;
      last = null;
      const next = order.map((selector) => here.querySelector<HTMLElement>(selector)).find((found) => found !== null);
      (next ?? here).focus({ preventScroll: true });
    });
    here.addEventListener('focusin', note);
    look.observe(here, { childList: true, subtree: true });
    return () => {
      here.removeEventListener('focusin', note);
      look.disconnect();
    };
  }, []);
  return (
    <div
      class={name}
      ref={place}
      tabIndex={-1}
      onKeyDown={(event) => {
        if (event.repeat && (event.key === 'Enter' || event.key === ' ')) event.preventDefault();
      }}
    >
      {children}
    </div>
  );
}
