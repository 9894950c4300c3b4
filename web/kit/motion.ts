/** Whether things may move: the system's wish, or the viewer's own, stored choice. */
import { computed, signal } from '@preact/signals';
import { deviceShelf } from './storage.ts';

export type MotionChoice = 'system' | 'reduce' | 'full';

const place = 'drumroll.motion';
const query = typeof matchMedia === 'undefined' ? null : matchMedia('(prefers-reduced-motion: reduce)');
const system = signal(query?.matches ?? false);
query?.addEventListener('change', () => (system.value = query.matches));

const motionChoice = signal<MotionChoice>(readChoice());
export const reducedMotion = computed(() => (motionChoice.value === 'system' ? system.value : motionChoice.value === 'reduce'));

export function chooseMotion(choice: MotionChoice): void {
  motionChoice.value = choice;
  deviceShelf.set(place, choice);
}

/** Mirrors the outcome to the root element, for style sheets: `data-motion="reduce" | "full"`. */
export function applyMotion(): () => void {
  return reducedMotion.subscribe((reduce) => (document.documentElement.dataset['motion'] = reduce ? 'reduce' : 'full'));
}

function readChoice(): MotionChoice {
  const stored = deviceShelf.get(place);
  return stored === 'reduce' || stored === 'full' ? stored : 'system';
}
