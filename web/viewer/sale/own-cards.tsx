/** What is the viewer's own of a sale: holds with their timers, orders, a place in the queue, and how the last one ended. */
import { CountdownRing } from '../../kit/countdown.tsx';
import { leaveSlip } from '../../kit/checkout-slip.ts';
import { formatNumber } from '../../kit/i18n.ts';
import { payUrl } from '../../kit/pay-url.ts';
import type { SaleJson } from '../../kit/sale-now.ts';
import { tabShelf } from '../../kit/storage.ts';
import { useRemaining } from '../../kit/use-remaining.ts';
import type { OwnPlace } from '../../../shared/protocol/sales.ts';
import { useViewer } from '../context.ts';
import { CheckIcon, TrophyIcon } from '../parts/icons.tsx';
import { t } from '../texts.ts';
import { GiveBack } from './give-back.tsx';
import type { BoughtHold, HeldHold, OwnPart as Part } from './own-part.ts';
import { goneText } from './sale-texts.ts';

export function OwnPart({ part, sale }: { part: Part; sale: SaleJson }) {
  return (
    <>
      {part.held.map((hold) => (
        <Held key={hold.hold} hold={hold} sale={sale} />
      ))}
      {part.places.map((place) => (
        <Place key={place.hold} place={place} sale={sale} />
      ))}
      {part.bought.map((hold) => (
        <Bought key={hold.hold} hold={hold} />
      ))}
      {part.gone && <p class="sale-note">{goneText(part)}</p>}
    </>
  );
}

function Held({ hold, sale }: { hold: HeldHold; sale: SaleJson }) {
  const { connection, show } = useViewer();
  const { clock } = connection;
  const leftMs = useRemaining(clock, hold.expiresAt);
  const url = payUrl(sale.checkoutUrl, hold.hold);
  const isOurs = url?.startsWith('/') ?? false;
  const leave = (): void => {
    const { title, image, price, currency } = sale;
    const { quantity, expiresAt } = hold;
    const aheadMs = clock.serverNow() - Date.now();
    leaveSlip(tabShelf, hold.hold, { show, title, image, price, currency, quantity, expiresAt, aheadMs, order: null });
  };
  return (
    <div class="own-sale own-held" data-focus tabIndex={-1}>
      <CountdownRing clock={clock} startsAt={hold.at} endsAt={hold.expiresAt} />
      <p class="own-words">
        <b>
          <TrophyIcon /> {t('sale.yours', { count: hold.quantity, n: formatNumber(hold.quantity) })}
        </b>
        <span>{t(leftMs <= 0 ? 'sale.timeUp' : url === null ? 'sale.noShop' : 'sale.payBefore')}</span>
      </p>
      {leftMs > 0 && (
        <GiveBack
          hold={hold.hold}
          words={{ ask: t('sale.giveBackAsk'), open: t('sale.giveBack'), yes: t('sale.giveBackYes'), no: t('sale.keep') }}
        >
          {url !== null && (
            // Our own checkout is to know whose tab it came from; somebody else's shop is not.
            <a
              class="button button-primary own-pay"
              href={url}
              target="_blank"
              rel={isOurs ? 'opener' : 'noopener noreferrer'}
              onClick={isOurs ? leave : undefined}
            >
              {t('sale.pay')} <span class="visually-hidden">{t('sale.newTab')}</span>
            </a>
          )}
        </GiveBack>
      )}
    </div>
  );
}

function Bought({ hold }: { hold: BoughtHold }) {
  return (
    <div class="own-sale own-bought" data-focus tabIndex={-1}>
      <CheckIcon />
      <p class="own-words">
        <b>{t('sale.bought', { count: hold.quantity, n: formatNumber(hold.quantity) })}</b>
        <bdi>{t('sale.order', { order: hold.order })}</bdi>
      </p>
    </div>
  );
}

function Place({ place, sale }: { place: OwnPlace; sale: SaleJson }) {
  const ahead = Math.max(0, place.number - sale.serving - 1);
  return (
    <div class="own-sale own-place" data-focus tabIndex={-1}>
      <p class="own-words">
        <b>{t('sale.number', { n: formatNumber(place.number) })}</b>
        <span>
          {ahead === 0 ? t('sale.next') : t('sale.ahead', { count: ahead, n: formatNumber(ahead) })} {t('sale.turn')}
        </span>
      </p>
      <GiveBack
        hold={place.hold}
        words={{ ask: t('sale.leaveAsk'), open: t('sale.leave'), yes: t('sale.leaveYes'), no: t('sale.stay') }}
      />
    </div>
  );
}
