/** A key that was held down when something appeared does not press what is in it: only a press of its own does. */
import { useRef } from 'preact/hooks';

export interface FreshPress {
  onKeyDown: (event: KeyboardEvent) => void;
  onKeyUp: (event: KeyboardEvent) => void;
}

/** Handlers for the element around the buttons. */
export function useFreshPress(): FreshPress {
  const held = useRef(false);
  return {
    onKeyDown: (event) => {
      if (event.key !== ' ' && event.key !== 'Enter') return;
      held.current = event.repeat;
      if (event.repeat) event.preventDefault();
    },
    // A button is pressed by Space when the key comes up.
    onKeyUp: (event) => {
      if (held.current) event.preventDefault();
      held.current = false;
    },
  };
}
