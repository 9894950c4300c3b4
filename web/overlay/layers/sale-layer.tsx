/** The flash sale on air. */
import { useRef } from 'preact/hooks';
import type { Connection } from '../../kit/connection.ts';
import { share } from '../../kit/share.ts';
import { momentOf, useWake } from '../../kit/use-wake.ts';
import { isBelieved, saleOnAir, seeSales, turnsOnAir } from '../model/sale-scene.ts';
import type { SaleScene, Seen } from '../model/sale-scene.ts';
import { SaleOffer } from '../scenes/sale-offer.tsx';
import { useDownMs } from './use-down-ms.ts';
import { useLinger } from './use-linger.ts';

/** `beside`: a game leaves it less room. */
export function SaleLayer({ connection, beside }: { connection: Connection; beside: 'game' | 'nothing' }) {
  const { clock } = connection;
  const show = connection.state.value;
  const seen = useRef<Seen>(new Map());
  const moment = momentOf(clock);
  seen.current = seeSales(seen.current, show, moment);
  useWake(clock, turnsOnAir(show, seen.current));
  const downMs = useDownMs(connection);
  const scene = useRef<SaleScene | null>(null);
  // The same picture is the same object, so that it is not put on air anew.
  scene.current = share(scene.current, saleOnAir(show, seen.current, moment.now));
  const { shown, leaving } = useLinger(scene.current && isBelieved(scene.current, downMs) ? scene.current : null);
  if (!shown) return null;
  return (
    <section
      key={shown.sale.id}
      class={beside === 'game' ? 'offer offer-beside' : 'offer'}
      data-status={shown.status}
      data-leaving={leaving}
    >
      <SaleOffer scene={shown} clock={clock} />
    </section>
  );
}
