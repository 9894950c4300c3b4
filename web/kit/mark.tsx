/** The mark: a drum seen from above, two sticks on it. */
export function Mark({ class: name = 'mark' }: { class?: string }) {
  const lugs = Array.from({ length: 8 }, (_, i) => (i * Math.PI) / 4 + Math.PI / 8);
  return (
    <svg class={name} viewBox="0 0 48 48" aria-hidden="true">
      <circle cx="24" cy="24" r="21" class="mark-hoop" />
      <circle cx="24" cy="24" r="15.5" class="mark-skin" />
      {lugs.map((angle) => (
        <circle key={angle} cx={24 + 18.4 * Math.cos(angle)} cy={24 + 18.4 * Math.sin(angle)} r="1.5" class="mark-lug" />
      ))}
      <g class="mark-sticks">
        <path d="M6 40 25 21M42 40 23 21" />
        <circle cx="25.5" cy="20.5" r="2.6" />
        <circle cx="22.5" cy="20.5" r="2.6" />
      </g>
    </svg>
  );
}
