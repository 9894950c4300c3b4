/** Teams and options are told apart by shape as well as colour: triangle, circle, square, diamond. */
const shapes = [
  <path key="t" d="M12 4.5 20.5 19h-17L12 4.5Z" />,
  <circle key="c" cx="12" cy="12" r="8" />,
  <rect key="s" x="4.5" y="4.5" width="15" height="15" rx="3" />,
  <path key="d" d="m12 3 9 9-9 9-9-9 9-9Z" />,
];

export function Shape({ index }: { index: number }) {
  return (
    <svg
      class="shape"
      viewBox="0 0 24 24"
      fill="currentColor"
      stroke="currentColor"
      stroke-width="2"
      stroke-linejoin="round"
      aria-hidden="true"
    >
      {shapes[index % shapes.length]}
    </svg>
  );
}
