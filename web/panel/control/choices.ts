/** What the streamer has chosen on this page: nothing here is sent anywhere until a command is. */
import { signal } from '@preact/signals';
import type { Signal } from '@preact/signals';
import type { Shelf } from '../../kit/storage.ts';
import type { RundownItem } from '../../../shared/protocol/messages.ts';
import type { BattleDraft } from '../battles/draft.ts';
import type { Json } from '../forms/fields.ts';
import type { PollDraft } from '../polls/draft.ts';
import type { SaleDraft, Schedule } from '../sales/draft.ts';

export type Section = 'live' | Preparing | 'rundown' | 'chat';
/** What is being prepared on the left. */
export type Preparing = 'games' | 'sales' | 'battles' | 'polls';
export type SideTab = 'chat' | 'people' | 'audit';
export type Dialog = 'help' | 'share' | 'rehearsal' | 'webhooks' | 'fire' | 'receipts' | 'rules' | null;
/** A sale that is being looked at before it is fired: from the form, or from the rundown. */
export type Firing = { kind: 'order'; schedule: Schedule } | { kind: 'item'; item: RundownItem };

export interface Choices {
  /** The game whose form is open. */
  game: Signal<string | null>;
  /** Settings as edited so far, by game. */
  settings: Signal<Readonly<Record<string, Json>>>;
  preparing: Signal<Preparing>;
  /** The sale in the form, once it was touched. */
  draft: Signal<SaleDraft | null>;
  /** The battle and the poll in their forms, once they were touched. */
  battleDraft: Signal<BattleDraft | null>;
  pollDraft: Signal<PollDraft | null>;
  /** The record that is opened first in the list of records. */
  receipt: Signal<string | null>;
  /** What the open look before firing is about. */
  firing: Signal<Firing | null>;
  /** The sale that this panel has just fired, until its card was brought into sight. */
  fired: Signal<string | null>;
  /** Alerts of lost ledgers that were read and put away, by sale. */
  readAlerts: Signal<readonly string[]>;
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
    preparing: signal('games'),
    draft: signal(null),
    battleDraft: signal(null),
    pollDraft: signal(null),
    receipt: signal(null),
    firing: signal(null),
    fired: signal(null),
    readAlerts: signal([]),
    item: signal(null),
    section: signal('live'),
    tab: signal('chat'),
    dialog: signal(null),
    locked: signal(false),
    singleKeys,
  };
}
