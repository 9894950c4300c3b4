/** A product's picture; where there is none, or it cannot be loaded, a drawn parcel stands in. */
import { useState } from 'preact/hooks';

export function ProductImage({ src, title }: { src: string; title: string }) {
  const [broken, setBroken] = useState('');
  if (src === '' || broken === src) {
    return (
      <svg class="product product-none" viewBox="0 0 48 48" role="img" aria-label={title}>
        <path class="product-box" d="M24 6 41 14.5v19L24 42 7 33.5v-19L24 6Z" />
        <path class="product-edge" d="M7 14.5 24 23l17-8.5M24 23v19M15.5 10.2l17 8.6v6" />
      </svg>
    );
  }
  return (
    <img
      class="product"
      src={src}
      alt={title}
      width="96"
      height="96"
      decoding="async"
      referrerpolicy="no-referrer"
      onError={() => setBroken(src)}
    />
  );
}
