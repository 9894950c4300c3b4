/** What the streamer has chosen on this page: nothing here is sent anywhere until a command is. */
import { signal } from '@preact/signals';
import type { Signal } from '@preact/signals';
import type { Shelf } from '../../kit/storage.ts';
import type { Json } from '../forms/fields.ts';

export type Section = 'live' | 'games' | 'rundown' | 'chat';
export type SideTab = 'chat' | 'people' | 'audit';
export type Dialog = 'help' | 'share' | 'rehearsal' | null;

export interface Choices {
  /** The game whose form is open. */
  game: Signal<string | null>;
  /** Settings as edited so far, by game. */
  settings: Signal<Readonly<Record<string, Json>>>;
  /** The rundown item that GO fires instead of the next one. */
  item: Signal<string | null>;
  /** What a phone shows; a desktop shows all. */
  section: Signal<Section>;
  tab: Signal<SideTab>;
  dialog: Signal<Dialog>;
  locked: Signal<boolean>;
  singleKeys: Signal<boolean>;
}

const place = 'drumroll.panel.single-keys';

/** `kept` is where this device keeps what should outlast the page. */
export function createChoices(kept: Pick<Shelf, 'get' | 'set'>): Choices {
  const singleKeys = signal(kept.get(place) !== 'off');
  singleKeys.subscribe((on) => kept.set(place, on ? 'on' : 'off'));
  return {
    game: signal(null),
    settings: signal({}),
    item: signal(null),
    section: signal('live'),
    tab: signal('chat'),
    dialog: signal(null),
    locked: signal(false),
    singleKeys,
  };
}
