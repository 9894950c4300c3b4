/** The demo gifts, drawn here: not every device has pictures among its letters. */
import type { JSX } from 'preact';
import type { DemoGiftKind } from './gift-sender.ts';

const rose = (
  <>
    <path d="M12 13v9" fill="none" stroke="#35d39a" stroke-width="2.2" stroke-linecap="round" />
    <path d="M12 19c-3.2.4-5-1-5.6-3.2 2.9-.4 4.9.7 5.6 3.2Z" fill="#35d39a" />
    <path d="M12 2c3.9 0 6.2 2.2 6.2 5.6 0 3.7-2.6 6-6.2 6s-6.2-2.3-6.2-6C5.8 4.2 8.1 2 12 2Z" fill="#ff5c6c" />
    <path d="M9 6.600c1-1.7 5-1.7 6 0s-1 4-3 4-2.2-2.2-.4-2.6" fill="none" stroke="#ffd3d8" stroke-width="1.4" />
  </>
);

const rocket = (
  <>
    <path d="M9 16.5 7.6 21l2.9-1.500L12 22.500l1.5-3 2.9 1.5-1.4-4.500Z" fill="#ff9a3d" />
    <path d="M8 11.5 4.5 15l.5 3.5 4-2M16 11.500l3.5 3.5-.5 3.5-4-2" fill="#ff5c6c" />
    <path
      d="M12 1.500c3 2.6 4.3 5.7 4.3 9 0 2.5-.6 4.6-1.6 6.500H9.300c-1-1.9-1.6-4-1.6-6.5 0-3.3 1.3-6.4 4.3-9Z"
      fill="#fff8ee"
    />
    <circle cx="12" cy="9.5" r="2.2" fill="#5fb0ff" />
  </>
);

const pictures: Record<DemoGiftKind, JSX.Element> = { rose, rocket };

export function GiftPicture({ gift }: { gift: DemoGiftKind }) {
  return (
    <svg class="icon" viewBox="0 0 24 24" width="24" height="24" aria-hidden="true">
      {pictures[gift]}
    </svg>
  );
}
