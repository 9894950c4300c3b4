/** The card's one button and what is said beside it. The button stays the same element, so that it keeps the focus. */
import { useState } from 'preact/hooks';
import type { ComponentChildren } from 'preact';
import { Button } from '../../kit/button.tsx';
import { Countdown } from '../../kit/countdown.tsx';
import { formatNumber, lang } from '../../kit/i18n.ts';
import type { SaleJson } from '../../kit/sale-now.ts';
import { useViewer } from '../context.ts';
import { t } from '../texts.ts';
import { mostAtOnce } from './offer.ts';
import type { Action } from './offer.ts';
import type { OwnPart } from './own-part.ts';
import { endText, noteText } from './sale-texts.ts';
import { Stepper } from './stepper.tsx';
import { useFresh } from './use-fresh.ts';

export function SaleAction({ sale, part, action }: { sale: SaleJson; part: OwnPart; action: Action }) {
  const { connection, grabber, line } = useViewer();
  const [wanted, setWanted] = useState(1);
  const most = mostAtOnce(sale, part);
  const quantity = Math.min(wanted, most);
  // Somebody who has just got something did not mean to press for more.
  const fresh = useFresh(`${part.held.length + part.places.length}`);
  if (action.kind === 'over') return <Over action={action} part={part} />;
  if (action.kind === 'full') return part.units > 0 ? null : <p class="sale-note">{t('sale.full')}</p>;

  const isCutOff = action.kind === 'grab' && line.value !== 'up';
  const help = isCutOff ? t('sale.cutOff') : helpOf(action);
  const isStepped = most > 1 && (action.kind === 'grab' || action.kind === 'countdown' || action.kind === 'wait');
  const face = faceOf({ action, sale, part, quantity });
  return (
    <div class="sale-action" data-cut-off={isCutOff} {...fresh}>
      {help && <p class="sale-note">{help}</p>}
      {isStepped && <Stepper value={quantity} most={most} onChange={setWanted} />}
      <Button
        kind="primary"
        class="sale-button"
        busy={action.kind === 'asking'}
        blocked={face.blocked}
        onPress={() => {
          navigator.vibrate?.(10);
          grabber.grab(sale.id, quantity);
        }}
      >
        {action.kind === 'countdown' ? (
          <span>
            {t('sale.opensIn')} <Countdown clock={connection.clock} endsAt={action.opensAt} />
          </span>
        ) : (
          face.text
        )}
      </Button>
      {action.kind === 'asking' && action.isLong && (
        <Button kind="quiet" onPress={() => grabber.stop(sale.id)}>
          {t('sale.stop')}
        </Button>
      )}
    </div>
  );
}

function Over({ action, part }: { action: Extract<Action, { kind: 'over' }>; part: OwnPart }) {
  return (
    <div class="sale-over" data-focus={part.lost !== null} tabIndex={-1}>
      {action.how === 'stopped' && <b>{t('sale.stopped')}</b>}
      <p>{endText(action, part)}</p>
    </div>
  );
}

/** What has a button at all. */
type Pressed = Exclude<Action, { kind: 'over' | 'full' }>;

interface Face {
  text: string;
  /** Why it cannot be pressed; empty when it can. */
  blocked: string;
}

function faceOf(given: { action: Pressed; sale: SaleJson; part: OwnPart; quantity: number }): Face {
  const { action, sale, part, quantity } = given;
  switch (action.kind) {
    case 'grab':
      return { text: grabText(sale, part, quantity), blocked: '' };
    case 'asking':
      return { text: t(action.isLong ? 'sale.trying' : 'sale.asking'), blocked: '' };
    case 'sold-out': {
      const text = t(sale.queue ? 'sale.queueFull' : 'sale.soldOut');
      return { text, blocked: t('sale.mayReturn') };
    }
    case 'countdown':
      return { text: '', blocked: t('sale.short.scheduled') };
    case 'wait':
      return { text: t('sale.short.scheduled'), blocked: t('sale.short.scheduled') };
  }
}

function grabText(sale: SaleJson, part: OwnPart, quantity: number): string {
  if (sale.queue) return t('sale.join');
  if (quantity > 1) return t('sale.grabMany', { n: formatNumber(quantity) });
  return t(part.units > 0 ? 'sale.another' : 'sale.grab');
}

function helpOf(action: Pressed): ComponentChildren {
  switch (action.kind) {
    case 'wait':
      return action.opensAt === 0 ? t('sale.byHand') : t('sale.opensAt', { when: whenText(action.opensAt) });
    case 'asking':
      return action.isLong ? t('sale.tryingHelp') : null;
    case 'sold-out':
      return action.wasLate ? `${t('sale.wasLate')} ${t('sale.mayReturn')}` : t('sale.mayReturn');
    case 'grab':
      return action.note && noteText(action.note);
    case 'countdown':
      return null;
  }
}

function whenText(at: number): string {
  const isToday = new Date(at).toDateString() === new Date().toDateString();
  return new Intl.DateTimeFormat(lang.value, { ...(isToday ? {} : { dateStyle: 'medium' }), timeStyle: 'short' }).format(at);
}
