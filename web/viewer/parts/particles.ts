/** Small things that fly: hearts, ripples, confetti. Drawn by the compositor, bounded in number, none where motion is unwelcome. */
import { reducedMotion } from '../../kit/motion.ts';
import { savesData } from './save-data.ts';

const mostAtOnce = 48;
let alive = 0;

/** Whether decoration is welcome at all. */
function decorationWelcome(): boolean {
  return !reducedMotion.peek() && document.visibilityState === 'visible' && !savesData();
}

export interface Flight {
  className: string;
  frames: Keyframe[];
  durationMs: number;
  text?: string;
  delayMs?: number;
  easing?: string;
}

/** Lets one element fly inside `host` and takes it away after. */
export function fly(host: Element, { className, frames, durationMs, text = '', delayMs = 0, easing = 'ease-out' }: Flight): void {
  if (alive >= mostAtOnce || !decorationWelcome()) return;
  const particle = document.createElement('span');
  particle.className = className;
  particle.textContent = text;
  particle.setAttribute('aria-hidden', 'true');
  host.append(particle);
  alive++;
  const flight = particle.animate(frames, { duration: durationMs, delay: delayMs, easing, fill: 'both' });
  const land = (): void => {
    alive--;
    particle.remove();
  };
  flight.addEventListener('finish', land);
  flight.addEventListener('cancel', land);
}

/** A burst from the middle of `host`, for a win. */
export function confetti(host: Element, pieces = 36): void {
  for (let i = 0; i < pieces; i++) {
    const angle = Math.random() * 2 * Math.PI;
    const reach = 60 + Math.random() * 150;
    const x = Math.cos(angle) * reach;
    const y = Math.sin(angle) * reach - 60;
    const spin = (Math.random() - 0.5) * 900;
    fly(host, {
      className: `confetti confetti-${i % 5}`,
      durationMs: 1200 + Math.random() * 900,
      easing: 'cubic-bezier(0.15, 0.8, 0.4, 1)',
      frames: [
        { transform: 'translate(0, 0) rotate(0)', opacity: 1 },
        { transform: `translate(${x}px, ${y}px) rotate(${spin / 2}deg)`, opacity: 1, offset: 0.4 },
        { transform: `translate(${x * 1.15}px, ${y + 190}px) rotate(${spin}deg)`, opacity: 0 },
      ],
    });
  }
}
