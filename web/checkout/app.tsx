/** The demo shop's one page: what is held, until when, and one button; then what became of it. */
import type { ComponentChildren } from 'preact';
import { Button } from '../kit/button.tsx';
import { Countdown } from '../kit/countdown.tsx';
import type { ShowClock } from '../kit/clock.ts';
import type { CheckoutSlip } from '../kit/checkout-slip.ts';
import { formatNumber, lang } from '../kit/i18n.ts';
import { formatPrice } from '../kit/money.ts';
import { ProductImage } from '../kit/product-image.tsx';
import { refusalText } from '../kit/refusal-text.ts';
import { useRemaining } from '../kit/use-remaining.ts';
import { machineClock } from './machine-clock.ts';
import { t } from './texts.ts';
import type { Till, TillState } from './till.ts';

export function App({ till, show }: { till: Till; show: string | null }) {
  const { slip } = till;
  const state = till.state.value;
  return (
    <div class="shop">
      <header class="shop-head">
        <b class="shop-name">{t('shop')}</b>
        <p class="shop-demo">{t('demo')}</p>
      </header>
      <main class="shop-card">
        <h1>{t('title')}</h1>
        {slip && <Product slip={slip} />}
        {slip && (state.kind === 'due' || state.kind === 'paying') ? (
          <Due till={till} slip={slip} state={state} />
        ) : (
          <Outcome state={state} />
        )}
        <BackLink show={show} />
      </main>
    </div>
  );
}

function Product({ slip }: { slip: CheckoutSlip }) {
  const inMoney = (price: number): string => formatPrice(price, { currency: slip.currency, lang: lang.value });
  return (
    <section class="shop-product">
      <ProductImage src={slip.image} title={slip.title} />
      <div>
        <h2>
          <bdi>{slip.title}</bdi>
        </h2>
        <p>
          {t('pieces', { count: slip.quantity, n: formatNumber(slip.quantity) })} × {inMoney(slip.price)}
        </p>
      </div>
      <p class="shop-total">
        <span>{t('total')}</span> <b>{inMoney(slip.price * slip.quantity)}</b>
      </p>
    </section>
  );
}

interface DueProps {
  till: Till;
  slip: CheckoutSlip;
  state: Extract<TillState, { kind: 'due' | 'paying' }>;
}

function Due({ till, slip, state }: DueProps) {
  const clock: ShowClock = machineClock(till);
  const leftMs = useRemaining(clock, slip.expiresAt);
  if (leftMs <= 0 && state.kind === 'due') return <Lines name="lost.expired" />;
  return (
    <>
      <p class="shop-held">
        {t('held')} <Countdown clock={clock} endsAt={slip.expiresAt} />
      </p>
      {state.kind === 'due' && state.refusal && (
        <p class="shop-problem" role="alert">
          {refusalText(state.refusal)}
        </p>
      )}
      <Button kind="primary" class="shop-pay" busy={state.kind === 'paying'} onPress={() => void till.pay()}>
        {t(state.kind === 'paying' ? 'paying' : 'pay')}
      </Button>
    </>
  );
}

function Outcome({ state }: { state: TillState }) {
  if (state.kind === 'paid') {
    return (
      <Told title={t('paid.title')} isGood>
        {t('paid.text', { order: state.order })}
      </Told>
    );
  }
  if (state.kind === 'lost' && state.why === 'other')
    return <Told title={t('lost.other.title')}>{refusalText(state.refusal)}</Told>;
  if (state.kind === 'lost') return <Lines name={`lost.${state.why as Exclude<typeof state.why, 'other'>}`} />;
  return <Lines name="stranger" />;
}

type Named = 'stranger' | 'lost.expired' | 'lost.released' | 'lost.foreign' | 'lost.paid-elsewhere' | 'lost.stopped';

function Lines({ name }: { name: Named }) {
  return <Told title={t(`${name}.title`)}>{t(`${name}.text`)}</Told>;
}

function Told({ title, isGood = false, children }: { title: string; isGood?: boolean; children: ComponentChildren }) {
  return (
    <section class={isGood ? 'shop-told shop-good' : 'shop-told'} role="status">
      <h2>{title}</h2>
      <p>{children}</p>
    </section>
  );
}

/** Closes this tab where the show is still open in another; otherwise goes to the show. */
function BackLink({ show }: { show: string | null }) {
  return (
    <a
      class="button button-plain shop-back"
      href={`/?show=${encodeURIComponent(show ?? 'demo')}`}
      onClick={(event) => {
        if (!window.opener) return;
        window.close();
        // A window that may not close itself goes to the show after all.
        if (window.closed) event.preventDefault();
      }}
    >
      {t('back')}
    </a>
  );
}
