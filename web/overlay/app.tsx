/** What is on air: the running game, the flash sale, announcements, the pinned line and the rehearsal badge, over nothing at all. */
import type { Connection } from '../kit/connection.ts';
import { NoticeLayer } from './layers/notice-layer.tsx';
import { PinnedLayer } from './layers/pinned-layer.tsx';
import { SaleLayer } from './layers/sale-layer.tsx';
import { SceneLayer } from './layers/scene-layer.tsx';
import { useHeard } from './layers/use-heard.ts';
import { sceneOf } from './model/scene.ts';
import { t } from './texts.ts';

export function App({ connection }: { connection: Connection }) {
  const show = connection.state.value;
  const scene = useHeard(sceneOf(show, connection.cue.value), connection);
  return (
    <div class="air">
      <div class="air-top">
        <PinnedLayer show={show} />
        {show?.rehearsal ? <div class="badge">{t('rehearsal')}</div> : null}
      </div>
      <NoticeLayer show={show} scene={scene} clock={connection.clock} />
      <div class="air-low">
        <SaleLayer connection={connection} beside={scene.kind === 'empty' ? 'nothing' : 'game'} />
        <SceneLayer scene={scene} clock={connection.clock} />
      </div>
    </div>
  );
}
