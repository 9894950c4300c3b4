/** The overlay as OBS has it: what is on air. */
import { air } from './browser-chromium.ts';
import type { House, Seat } from './browser-house.ts';

export interface Overlay extends Seat {
  /** Waits until this text is on air. */
  shows(text: string | RegExp): Promise<void>;
  /** Waits until nothing is on air. */
  isEmpty(): Promise<void>;
}

export async function openOverlay(house: House, show = 'demo'): Promise<Overlay> {
  const seat = await house.seat(`/overlay?show=${show}&lang=en`, { name: 'overlay', device: air });
  const { page } = seat;
  return {
    ...seat,
    shows: (text) => page.getByText(text).first().waitFor(),
    isEmpty: () => page.waitForFunction(() => document.body.innerText.trim() === '').then(() => undefined),
  };
}
