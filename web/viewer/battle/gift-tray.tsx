/** Demo mode only: gifts that nobody pays for, so that a battle can be tried out with them. */
import { useMemo, useState } from 'preact/hooks';
import { isRefusal } from '../../../shared/protocol/errors.ts';
import type { GiftReply } from '../../../shared/protocol/battles.ts';
import { callApi } from '../../kit/api.ts';
import { Button } from '../../kit/button.tsx';
import type { BattleJson } from '../../kit/battle-now.ts';
import type { PlacedSide } from '../../kit/battle-sides.ts';
import { newKey } from '../../kit/keys.ts';
import { refusalText } from '../../kit/refusal-text.ts';
import { formatScore } from '../../kit/score.ts';
import { Shape } from '../../kit/shape.tsx';
import { browserTimers } from '../../kit/timers.ts';
import { votesT } from '../contest/texts.ts';
import { useViewer } from '../context.ts';
import { GiftPicture } from './gift-icons.tsx';
import { giftsTaken, makeGiftSender } from './gift-sender.ts';
import type { DemoGiftKind } from './gift-sender.ts';

export interface GiftTrayProps {
  battle: BattleJson;
  sides: readonly PlacedSide[];
  /** The side voted for last: gifts are for it until another is chosen. */
  last: string | null;
}

export function GiftTray({ battle, sides, last }: GiftTrayProps) {
  const { token, connection } = useViewer();
  const [picked, setPicked] = useState<string | null>(null);
  const [sending, setSending] = useState(0);
  const [news, setNews] = useState('');
  const send = useMemo(() => {
    const post = async (body: object) => callApi<GiftReply>('/demo/gifts', { method: 'POST', token: await token(), body });
    return makeGiftSender({ post, timers: browserTimers, random: Math.random, newKey });
  }, [token]);
  const side = sides.find(({ id }) => id === (picked ?? last)) ?? sides[0];
  const kinds = giftsTaken(battle.gifts);
  if (!side || kinds.length === 0) return null;

  const give = async (gift: DemoGiftKind): Promise<void> => {
    setSending((count) => count + 1);
    const name = connection.own.peek()?.name;
    const answer = await send({ battle: battle.id, side: side.id, gift, ...(name === undefined ? {} : { name }) });
    setSending((count) => count - 1);
    setNews(isRefusal(answer) ? refusalText(answer) : replyText(answer, sides));
  };
  return (
    <div class="gift-tray">
      <h3>{votesT('gift.title')}</h3>
      <div class="gift-sides" role="group" aria-label={votesT('gift.side')}>
        {sides.map(({ id, index, name }) => (
          <button
            key={id}
            type="button"
            class={`side-${index}`}
            aria-pressed={id === side.id}
            aria-label={name}
            title={name}
            onClick={() => setPicked(id)}
          >
            <Shape index={index} />
          </button>
        ))}
      </div>
      {kinds.map((gift) => (
        <Button key={gift} class="gift" onPress={() => void give(gift)}>
          <GiftPicture gift={gift} /> {votesT(`gift.${gift}`)}
        </Button>
      ))}
      <p class="gift-news" role="status">
        {sending > 0 ? votesT('gift.sending') : news}
      </p>
    </div>
  );
}

function replyText(reply: GiftReply, sides: readonly PlacedSide[]): string {
  if (!reply.counted) return votesT(`gift.idle.${reply.why}`);
  const name = sides.find(({ id }) => id === reply.side)?.name ?? '';
  return votesT('gift.counted', { count: reply.points, n: formatScore(reply.points), name });
}
