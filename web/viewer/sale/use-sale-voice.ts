/** Says and shows what has just changed in a sale: words for those who listen, a burst for those who won. */
import { useEffect, useRef } from 'preact/hooks';
import { announcer } from '../../kit/announcer.ts';
import { formatNumber, lang } from '../../kit/i18n.ts';
import { formatPrice } from '../../kit/money.ts';
import { useViewer } from '../context.ts';
import { confetti } from '../parts/particles.ts';
import { t } from '../texts.ts';
import type { Action, Offered } from './offer.ts';
import { endText, goneText, noteText } from './sale-texts.ts';
import { heardOf, tellChange } from './voice.ts';
import type { Heard, Seat, Word } from './voice.ts';

/** So long before a hold runs out its holder is told once more, ms. */
const lastCallMs = 30_000;

export function useSaleVoice({ offered, action, seat }: { offered: Offered; action: Action; seat: Seat }): void {
  const { clock } = useViewer().connection;
  const isSure = clock.ready.value;
  const before = useRef<Heard | null>(null);
  const heard = heardOf(offered, action, seat);
  useEffect(() => {
    // A page that has just joined hears an older state first: that is no news.
    if (!isSure) return;
    const told = tellChange(before.current, heard);
    before.current = heard;
    if (!told) return;
    const text = textOf(told.word, offered, action);
    if (told.loud) announcer.shout(text);
    else announcer.say(text);
    if (told.word !== 'won') return;
    navigator.vibrate?.([20, 60, 20]);
    const card = document.querySelector(`[data-sale="${heard.sale}"]`);
    if (card) confetti(card);
  }, [JSON.stringify(heard), isSure]);

  const [oldest] = offered.part.held;
  useEffect(() => {
    if (!oldest) return undefined;
    const callMs = oldest.expiresAt - clock.serverNow() - lastCallMs;
    if (callMs < 0) return undefined;
    const text = t('sale.spoken.lastCall', { count: lastCallMs / 1000, title: offered.sale.title });
    const timer = setTimeout(() => announcer.say(text), callMs);
    return () => clearTimeout(timer);
  }, [oldest?.hold]);
}

function textOf(word: Word, { sale, part }: Offered, action: Action): string {
  const { title } = sale;
  const price = formatPrice(sale.price, { currency: sale.currency, lang: lang.value });
  switch (word) {
    case 'soon':
    case 'open':
      return t(`sale.spoken.${word}`, { title, price });
    case 'queued':
      return t('sale.spoken.queued', { title, n: formatNumber(part.places[0]?.number ?? 0) });
    case 'expired':
    case 'released':
      return part.gone ? goneText(part) : '';
    case 'late':
      return t('sale.wasLate');
    case 'note':
      return action.kind === 'grab' && action.note ? noteText(action.note) : '';
    case 'over':
      return part.lost === 'place' && action.kind === 'over' ? endText(action, part) : t('sale.spoken.over', { title });
    case 'stopped':
      return `${t('sale.spoken.stopped', { title })} ${t('sale.stoppedHelp')}`;
    case 'won':
    case 'bought':
    case 'soldOut':
      return t(`sale.spoken.${word}`, { title });
  }
}
