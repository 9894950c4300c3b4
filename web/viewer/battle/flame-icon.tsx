/** A flame: battles won in a row. */
export function FlameIcon() {
  return (
    <svg class="icon" viewBox="0 0 24 24" width="24" height="24" fill="currentColor" aria-hidden="true">
      <path d="M12.6 2.2c.5 3-1 4.6-2.6 6.4C8.3 10.5 6.5 12.4 6.5 15.4a5.5 5.5 0 0 0 11 .2c0-2.1-.8-3.6-1.6-4.8-.3 1-.9 1.7-1.7 2.1.5-4.1-.2-7.7-1.6-10.7Z" />
    </svg>
  );
}
