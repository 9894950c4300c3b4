/** A platform at the HTTP API: gifts go to a show that notes them down, receipts come from a memory journal. */
import type { Journal, StoredGift } from '../../rooms/journal.ts';
import { createMemoryJournal } from '../../server/memory/journal.ts';
import type { GiftReply, GiftRequest, Refusal } from '../../shared/protocol/index.ts';
import { refuse } from '../../shared/protocol/index.ts';
import { fakeShows, testFront } from './front.ts';
import type { TestFront } from './front.ts';

export interface GiftStand {
  front: TestFront;
  journal: Journal;
  /** What arrived at the shows, in order. */
  sent: { show: string; request: GiftRequest; service: string }[];
  /** What the shows answer from now on. */
  reply: GiftReply | Refusal;
}

/** The show `demo` has `demo.battle-9` going on; there is a show `other` as well, and no other one. */
export function giftStand(env: Record<string, string> = {}): GiftStand {
  const journal = createMemoryJournal();
  const shows = fakeShows();
  const front = testFront({
    env,
    deps: {
      journal,
      shows: {
        ...shows,
        gift: async (show, request, service) => {
          if (!shows.summary(show)) return refuse('show/unknown');
          stand.sent.push({ show, request, service });
          return stand.reply;
        },
        state: (show) => (show === 'demo' ? { state: { battle: { id: 'demo.battle-9' } }, panel: {} } : null),
      },
    },
  });
  const stand: GiftStand = {
    front,
    journal,
    sent: [],
    reply: { counted: true, battle: 'demo.battle-9', side: 'left', points: 5 },
  };
  return stand;
}

/** A gift for `demo.battle-1`, as the journal keeps it. */
export function keptGift(n: number, reply: GiftReply): StoredGift {
  const request: GiftRequest = { key: `k${n}`, viewer: `v${n}`, side: 'left', gift: 'rose', value: n, battle: 'demo.battle-1' };
  return { service: 'platform', key: request.key, hash: `h${n}`, battle: 'demo.battle-1', at: 1000 + n, request, reply };
}
