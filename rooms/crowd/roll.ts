/** Who is in a shard: one connection per viewer, the names they chose, and who was cut for flooding. */
import { hash32 } from '../../shared/ids.ts';
import type { ViewerId } from '../../shared/ids.ts';
import { isRefusal, refuse } from '../../shared/protocol/index.ts';
import type { Refusal } from '../../shared/protocol/index.ts';
import type { Limits } from '../services.ts';
import { guestName } from './member.ts';
import type { Member } from './member.ts';
import { cleanName, givenName } from './words.ts';

/** How long a viewer who was cut for flooding stays out. */
const floodBanMs = 10_000;
/** Chosen names that are remembered of viewers who are gone. */
const keptNames = 10_000;

export class Roll {
  readonly #limits: Limits;
  readonly #here = new Map<ViewerId, Member>();
  readonly #names = new Map<ViewerId, string>();
  readonly #out = new Map<ViewerId, number>();

  constructor(limits: Limits) {
    this.#limits = limits;
  }

  get heads(): number {
    return this.#here.size;
  }

  /** The viewer's connection, if they are here. */
  find(viewer: ViewerId): Member | null {
    return this.#here.get(viewer) ?? null;
  }

  /** Lets a connection in, under the name the viewer chose before. The newer of two connections of one viewer wins. */
  enter(member: Member, monotonic: number): Refusal | null {
    const until = this.#out.get(member.viewer) ?? 0;
    if (until > monotonic) return refuse('rate-limited', { retryAfterMs: Math.ceil(until - monotonic) });
    this.#out.delete(member.viewer);
    member.name = this.#names.get(member.viewer) ?? givenName(member.name, this.#limits) ?? guestName(hash32(member.viewer));
    if (member.watching) return null;
    this.#here.get(member.viewer)?.dismiss('signed-in-elsewhere');
    this.#here.set(member.viewer, member);
    return null;
  }

  /** Forgets a connection; false when a newer one of the same viewer has taken its place. */
  leave(member: Member): boolean {
    return this.find(member.viewer) === member && this.#here.delete(member.viewer);
  }

  /** Cuts a viewer who floods, and keeps them out for a while. */
  cut(member: Member, monotonic: number): void {
    this.#out.set(member.viewer, monotonic + floodBanMs);
    member.dismiss('flood');
  }

  /** Gives a viewer another name; the answer is the name as it will be shown. */
  rename(member: Member, wanted: string): string | Refusal {
    const name = cleanName(wanted, this.#limits);
    if (isRefusal(name)) return name;
    member.name = name;
    this.#names.set(member.viewer, name);
    return name;
  }

  /** Forgets what was only kept for viewers who might come back. */
  prune(monotonic: number): void {
    for (const [viewer, until] of this.#out) if (until <= monotonic) this.#out.delete(viewer);
    for (const viewer of this.#names.keys()) {
      if (this.#names.size <= keptNames) break;
      if (!this.#here.has(viewer)) this.#names.delete(viewer);
    }
  }
}
