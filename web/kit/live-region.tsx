/** Where the announcer is heard: put it into the page once. */
import { announcer } from './announcer.ts';

export function LiveRegion() {
  return (
    <div class="visually-hidden">
      <div role="status" aria-live="polite">
        {announcer.polite.value}
      </div>
      <div role="alert" aria-live="assertive">
        {announcer.assertive.value}
      </div>
    </div>
  );
}
