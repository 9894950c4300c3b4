/** A product's picture, or a price tag where there is none or it cannot be had. */
import { useEffect, useState } from 'preact/hooks';
import { t } from '../texts.ts';
import { Icon } from '../ui/icons.tsx';

export interface SalePictureProps {
  /** Empty when there is none. */
  src: string;
  /** Says so when the picture cannot be loaded: for whoever can mend it. */
  complains?: true;
}

export function SalePicture({ src, complains }: SalePictureProps) {
  const [broken, setBroken] = useState('');
  useEffect(() => setBroken(''), [src]);
  const isBroken = src !== '' && broken === src;
  return (
    <span class={isBroken ? 'sale-picture sale-picture-broken' : 'sale-picture'}>
      {src === '' || isBroken ? (
        <Icon name="tag" />
      ) : (
        <img src={src} alt="" loading="lazy" referrerpolicy="no-referrer" onError={() => setBroken(src)} />
      )}
      {isBroken && complains ? <span class="note-wrong">{t('sale.imageBroken')}</span> : null}
    </span>
  );
}
