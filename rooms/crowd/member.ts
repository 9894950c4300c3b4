/** One connection of a crowd, as its shard knows it. */
import type { ByeReason, ViewerMessages } from '../../shared/protocol/index.ts';
import type { ViewerId } from '../../shared/ids.ts';

export interface Member {
  viewer: ViewerId;
  name: string;
  /** Overlays watch: they are not counted, take no part, and there may be several of one id. */
  watching: boolean;
  /** The platform's level of this viewer, 0 to 999: votes may weigh more from some level on. */
  level: number;
  /** Where the viewer joined from: not a proxy of ours. */
  address: string;
  /** Sends this viewer a message of their own. */
  tell<T extends keyof ViewerMessages>(type: T, payload: ViewerMessages[T]): void;
  /** Says goodbye and closes the connection. */
  dismiss(reason: ByeReason): void;
}

/** A name for whoever brought none. */
export function guestName(hash: number): string {
  return `Guest ${(hash % 10_000).toString().padStart(4, '0')}`;
}
