/** Tells the viewers of one shard what is their own: at once, or each in their turn. */
import type { ViewerId } from '../../shared/ids.ts';
import type { OwnMessage } from '../../shared/protocol/index.ts';
import { guarded } from '../guard.ts';
import type { Services } from '../services.ts';
import type { Member } from './member.ts';
import type { OwnQueue } from './own-queue.ts';
import type { Roll } from './roll.ts';

export class OwnTeller {
  readonly #services: Pick<Services, 'log' | 'metrics'>;
  readonly #from: { roll: Roll; queue: OwnQueue; ownOf: (member: Member) => OwnMessage };

  constructor(
    services: Pick<Services, 'log' | 'metrics'>,
    from: { roll: Roll; queue: OwnQueue; ownOf: (member: Member) => OwnMessage },
  ) {
    this.#services = services;
    this.#from = from;
  }

  tell(member: Member): void {
    // What waits to be told would be the same again.
    this.#from.queue.remove(member);
    member.tell('own', this.#from.ownOf(member));
  }

  /** Tells a viewer, if they are here. */
  tellNow(viewer: ViewerId): void {
    const member = this.#from.roll.find(viewer);
    if (member) this.#tellIfHere(member);
  }

  /** Tells those of them who are here, in their turn: there may be many. */
  tellSoon(viewers: Iterable<ViewerId>): void {
    for (const viewer of viewers) {
      const member = this.#from.roll.find(viewer);
      if (member) this.#from.queue.add(member, () => this.#tellIfHere(member));
    }
  }

  #tellIfHere(member: Member): void {
    const act = () => {
      if (this.#from.roll.find(member.viewer) === member) this.tell(member);
    };
    guarded(this.#services, 'shard.own', { act, fallback: () => null });
  }
}
