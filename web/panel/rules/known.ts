/** What rules may name: the sides and choices of what runs, of what is prepared, and of what the rundown holds. */
import type { RundownItem } from '../../../shared/protocol/messages.ts';
import type { ShowJson } from '../../../shared/state/show-state.ts';
import { battleOf } from '../../kit/battle-now.ts';
import { pollOf } from '../../kit/poll-now.ts';
import { battleIn } from '../battles/item.ts';
import type { BattleDraft } from '../battles/draft.ts';
import { pollIn, readPoll } from '../polls/draft.ts';
import type { PollDraft } from '../polls/draft.ts';

export interface Named {
  id: string;
  name: string;
}

export interface Sources {
  show: Pick<ShowJson, 'rehearsal' | 'battle' | 'poll'> | null;
  items: readonly RundownItem[];
  battle: BattleDraft | null;
  poll: PollDraft | null;
}

/** Each id once, under the first name that is known for it. */
export function knownSides({ show, items, battle }: Sources): Named[] {
  return unique([
    ...(battleOf(show)?.sides ?? []),
    ...items.flatMap((item) => battleIn(item)?.args.sides ?? []),
    ...(battle?.sides ?? []),
  ]);
}

export function knownChoices({ show, items, poll }: Sources): Named[] {
  const all = [
    ...(pollOf(show)?.choices ?? []),
    ...items.flatMap((item) => pollIn(item)?.choices ?? []),
    ...(poll ? (readPoll(poll).poll?.choices ?? []) : []),
  ];
  return unique(all.map(({ id, text }) => ({ id: id ?? '', name: text })));
}

function unique(named: readonly Named[]): Named[] {
  const byId = new Map<string, string>();
  for (const { id, name } of named) if (id !== '' && name !== '' && !byId.has(id)) byId.set(id, name);
  return [...byId].map(([id, name]) => ({ id, name }));
}
