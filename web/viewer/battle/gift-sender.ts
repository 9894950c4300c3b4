/** Sends a demo gift until it is answered: under one key, so that it arrives once. */
import { isRefusal } from '../../../shared/protocol/errors.ts';
import type { Refusal } from '../../../shared/protocol/errors.ts';
import type { GiftReply } from '../../../shared/protocol/battles.ts';
import type { Timers } from '../../kit/timers.ts';
import { isPassing, retryMs } from '../sale/retry.ts';

export const demoGiftKinds = ['rose', 'rocket'] as const;
export type DemoGiftKind = (typeof demoGiftKinds)[number];

export interface DemoGift {
  battle: string;
  side: string;
  gift: DemoGiftKind;
  /** What the giver is called; without it, as in their token. */
  name?: string;
}

export interface GiftSenderOptions {
  post: (body: DemoGift & { key: string }) => Promise<GiftReply | Refusal>;
  timers: Pick<Timers, 'after'>;
  random: () => number;
  newKey: () => string;
}

const mostTries = 6;

export function makeGiftSender({ post, timers, random, newKey }: GiftSenderOptions) {
  return async (gift: DemoGift): Promise<GiftReply | Refusal> => {
    const body = { ...gift, key: newKey() };
    for (let tries = 1; ; tries++) {
      const answer = await post(body);
      if (!isRefusal(answer) || !isPassing(answer, tries) || tries >= mostTries) return answer;
      await new Promise<void>((resolve) => timers.after(retryMs(answer, tries, random), resolve));
    }
  };
}

/** The kinds that a battle takes: `gifts` is `all`, `none`, or kinds between commas. */
export function giftsTaken(gifts: string): readonly DemoGiftKind[] {
  if (gifts === 'all') return demoGiftKinds;
  const kinds = gifts.split(',');
  return demoGiftKinds.filter((kind) => kinds.includes(kind));
}
