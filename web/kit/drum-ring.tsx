/** A drum seen from above: one lug per part of the time, lit as long as it is still to come. */

const lugs = 24;

/** The last seconds are shown as urgent, ms. */
const urgentMs = 5000;

export interface DrumRingProps {
  leftMs: number;
  /** The whole time that is counted down, ms. */
  ofMs: number;
  text: string;
  /** What screen readers are told; without it the ring is a picture only. */
  label?: string;
}

export function DrumRing({ leftMs, ofMs, text, label }: DrumRingProps) {
  const share = Math.min(1, leftMs / Math.max(1, ofMs));
  return (
    <span
      role={label === undefined ? undefined : 'timer'}
      class={leftMs <= urgentMs ? 'ring ring-urgent' : 'ring'}
      aria-label={label}
    >
      <svg viewBox="0 0 64 64" aria-hidden="true">
        <circle class="ring-skin" cx="32" cy="32" r="22" />
        {Array.from({ length: lugs }, (_, i) => {
          const angle = (i / lugs) * 2 * Math.PI - Math.PI / 2;
          const lit = i < Math.ceil(share * lugs);
          return (
            <circle
              key={i}
              class={lit ? 'ring-lug ring-lug-lit' : 'ring-lug'}
              cx={32 + 28 * Math.cos(angle)}
              cy={32 + 28 * Math.sin(angle)}
              r="2.1"
            />
          );
        })}
      </svg>
      <span class={text.length > 3 ? 'ring-text ring-text-long' : 'ring-text'}>{text}</span>
    </span>
  );
}
