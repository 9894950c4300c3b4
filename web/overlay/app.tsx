/** What is on air: the battle, the running game, the poll, the flash sale, announcements, the pinned line and the rehearsal badge, over nothing at all. */
import type { Connection } from '../kit/connection.ts';
import { usePart } from '../kit/use-part.ts';
import { NoticeLayer } from './layers/notice-layer.tsx';
import { PinnedLayer } from './layers/pinned-layer.tsx';
import { SaleLayer } from './layers/sale-layer.tsx';
import { SceneLayer } from './layers/scene-layer.tsx';
import { useHeard } from './layers/use-heard.ts';
import { sceneOf } from './model/scene.ts';
import { t } from './texts.ts';

const loadContests = () => import('./contests/index.ts');

export function App({ connection }: { connection: Connection }) {
  const show = connection.state.value;
  const scene = useHeard(sceneOf(show, connection.cue.value), connection);
  const asks = show?.poll?.status === 'open';
  const contests = usePart(loadContests, show?.battle?.id || show?.poll?.id ? 'wanted' : 'not yet');
  const low = scene.kind === 'empty' && !asks ? 'nothing' : 'game';
  return (
    <div class="air">
      <div class="air-head">
        {contests && <contests.BattleLayer connection={connection} />}
        <div class="air-top">
          <PinnedLayer show={show} />
          {show?.rehearsal ? <div class="badge">{t('rehearsal')}</div> : null}
        </div>
      </div>
      <NoticeLayer show={show} scene={scene} clock={connection.clock} />
      <div class="air-low">
        <SaleLayer connection={connection} beside={low} />
        {contests && <contests.PollLayer connection={connection} isPlaying={scene.kind !== 'empty'} />}
        <SceneLayer scene={scene} clock={connection.clock} />
      </div>
    </div>
  );
}
