/** The hot keys: one table that binds them, draws the help sheet and is tested. */

export const hotKeys = [
  { keys: ['Space', 'ArrowRight'], shown: ['Space', '→'], does: 'go' },
  { keys: ['ArrowLeft'], shown: ['←'], does: 'previous' },
  { keys: ['([1-9])'], shown: ['1', '…', '9'], does: 'quick' },
  { keys: ['Shift+(Digit[1-9])'], shown: ['Shift', '1', '…', '9'], does: 'quickItem' },
  { keys: ['e'], shown: ['E'], does: 'extend' },
  { keys: ['n'], shown: ['N'], does: 'next' },
  { keys: ['x'], shown: ['X'], does: 'cancel' },
  { keys: ['s'], shown: ['S'], does: 'sale' },
  { keys: ['b'], shown: ['B'], does: 'battle' },
  { keys: ['v'], shown: ['V'], does: 'poll' },
  { keys: ['m'], shown: ['M'], does: 'moderate' },
  { keys: ['l'], shown: ['L'], does: 'lock' },
  { keys: ['[Shift]+?'], shown: ['?'], does: 'help' },
  { keys: ['Escape'], shown: ['Esc'], does: 'close' },
] as const satisfies readonly { keys: readonly string[]; shown: readonly string[]; does: string }[];

export type HotAction = (typeof hotKeys)[number]['does'];

/** Where the keyboard is when a key goes down. */
export interface KeyContext {
  /** What the thing in focus needs for itself: a text field every key, a list arrows and Space, a button Space. */
  owns: 'nothing' | 'space' | 'arrows' | 'text';
  /** A dialog is open over the page. */
  dialog: boolean;
  locked: boolean;
  singleKeys: boolean;
  repeat: boolean;
}

/** Whether a key may act. Esc always may; L still unlocks a locked panel. */
export function mayAct(action: HotAction, key: string, context: KeyContext): boolean {
  if (action === 'close') return true;
  if (context.owns === 'text' || context.dialog || context.repeat || !context.singleKeys) return false;
  if (context.owns !== 'nothing' && key === ' ') return false;
  if (context.owns === 'arrows' && key.startsWith('Arrow')) return false;
  return !context.locked || action === 'lock' || action === 'help';
}
