/** What is on air: the battle, the running game, the poll, the flash sale, announcements, the pinned line and the rehearsal badge, over nothing at all. */
import type { Connection } from '../kit/connection.ts';
import { BattleLayer } from './layers/battle-layer.tsx';
import { NoticeLayer } from './layers/notice-layer.tsx';
import { PinnedLayer } from './layers/pinned-layer.tsx';
import { PollLayer } from './layers/poll-layer.tsx';
import { SaleLayer } from './layers/sale-layer.tsx';
import { SceneLayer } from './layers/scene-layer.tsx';
import { useContests } from './layers/use-contests.ts';
import { useHeard } from './layers/use-heard.ts';
import { sceneOf } from './model/scene.ts';
import { t } from './texts.ts';

export function App({ connection }: { connection: Connection }) {
  const show = connection.state.value;
  const scene = useHeard(sceneOf(show, connection.cue.value), connection);
  const { battle, poll } = useContests(connection);
  const low = scene.kind === 'empty' && !poll ? 'nothing' : 'game';
  return (
    <div class="air">
      <div class="air-head">
        <BattleLayer scene={battle} clock={connection.clock} />
        <div class="air-top">
          <PinnedLayer show={show} />
          {show?.rehearsal ? <div class="badge">{t('rehearsal')}</div> : null}
        </div>
      </div>
      <NoticeLayer show={show} scene={scene} clock={connection.clock} />
      <div class="air-low">
        <SaleLayer connection={connection} beside={low} />
        <PollLayer scene={poll} clock={connection.clock} />
        <SceneLayer scene={scene} clock={connection.clock} />
      </div>
    </div>
  );
}
