/** The viewer page: the video fills it, and everything else lies over it. */
import { computed, useSignal } from '@preact/signals';
import { useEffect, useMemo } from 'preact/hooks';
import { LiveRegion } from '../kit/live-region.tsx';
import { usePart } from '../kit/use-part.ts';
import { ViewerContext } from './context.ts';
import type { Viewer } from './context.ts';
import { Chat } from './chat/chat.tsx';
import { Composer } from './chat/composer.tsx';
import { isFighting } from './contest/crowded.ts';
import { loadContests } from './contest/load.ts';
import { LikeButton } from './likes/like-button.tsx';
import { LinePill } from './parts/line-pill.tsx';
import { Notices } from './parts/notices.tsx';
import { TopBar } from './parts/top-bar.tsx';
import { YouDialog } from './parts/you-dialog.tsx';
import { GameDock } from './round/game-dock.tsx';
import { roundSignals } from './round/round-signals.ts';
import { Sales } from './sale/sales.tsx';
import { Connecting, Ended, Refused, Scheduled } from './screens/screens.tsx';
import { VideoStage } from './video/video-stage.tsx';

export function App({ viewer }: { viewer: Viewer }) {
  const youOpen = useSignal(false);
  return (
    <ViewerContext.Provider value={viewer}>
      <VideoStage />
      <div class="ui" data-line={viewer.line.value}>
        <TopBar onYou={() => (youOpen.value = true)} />
        <LinePill />
        <main class="main">
          <Body viewer={viewer} />
        </main>
      </div>
      <YouDialog open={youOpen} />
      <LiveRegion />
    </ViewerContext.Provider>
  );
}

function Body({ viewer }: { viewer: Viewer }) {
  const { status, state } = viewer.connection;
  useTitle(viewer);
  if (status.value === 'refused') return <Refused />;
  if (status.value === 'ended') return <After />;
  if (status.value === 'connecting') return <Connecting />;
  return state.value?.status === 'scheduled' ? <Scheduled /> : <Live viewer={viewer} />;
}

/** The show is over; what somebody has won in it can still be paid. */
function After() {
  return (
    <div class="after">
      <Ended />
      <Sales show="own" />
    </div>
  );
}

/** The tab says which show this is. */
function useTitle(viewer: Viewer): void {
  const title = viewer.connection.state.value?.title;
  useEffect(() => {
    if (title) document.title = `${title} · Drumroll`;
  }, [title]);
}

function Live({ viewer }: { viewer: Viewer }) {
  const signals = useMemo(() => roundSignals(viewer.connection), [viewer]);
  const keyword = useMemo(
    () => computed(() => keywordOf(signals.round.value?.phase, signals.view.value, signals.own.value)),
    [signals],
  );
  const show = viewer.connection.state.value;
  const contests = usePart(loadContests, show?.battle?.id || show?.poll?.id ? 'wanted' : 'not yet');
  const hasRound = signals.round.value !== null;
  const isBusy = hasRound || isFighting(show);
  return (
    <div class={`live${isBusy ? ' live-playing' : ''}${hasRound ? ' live-round' : ''}`}>
      <Notices />
      <div class="plays">
        {contests && <contests.BattlePart />}
        {contests && <contests.PollPart />}
        <GameDock signals={signals} />
        <Sales show="all" />
      </div>
      <Chat />
      <div class="bottom">
        <Composer keyword={keyword} />
        <LikeButton />
      </div>
    </div>
  );
}

/** What the running game wants to read in the chat from a viewer who has not taken part yet. */
function keywordOf(phase: string | undefined, view: unknown, own: unknown): string {
  if (phase !== 'entries' || own !== null || typeof view !== 'object' || view === null) return '';
  return 'keyword' in view && typeof view.keyword === 'string' ? view.keyword : '';
}
