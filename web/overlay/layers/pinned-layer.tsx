/** The chat line that the streamer pinned. */
import { useMemo } from 'preact/hooks';
import type { ShowJson } from '../../../shared/state/show-state.ts';
import { pinnedLine } from '../model/scene.ts';
import { useLinger } from './use-linger.ts';

export function PinnedLayer({ show }: { show: ShowJson | null }) {
  const line = useMemo(() => pinnedLine(show), [show?.pinned, show?.status]);
  const { shown, leaving } = useLinger(line);
  if (!shown) return null;
  return (
    <figure key={`${shown.name}: ${shown.text}`} class="pin" data-leaving={leaving}>
      {shown.name ? (
        <figcaption>
          <bdi>{shown.name}</bdi>
        </figcaption>
      ) : null}
      <bdi>{shown.text}</bdi>
    </figure>
  );
}
