/** The show screen: games on the left, the live round in the middle, rundown and chat on the right. */
import { useEffect, useMemo } from 'preact/hooks';
import { signal } from '@preact/signals';
import { isRefusal } from '../../../shared/protocol/errors.ts';
import type { Refusal } from '../../../shared/protocol/errors.ts';
import { connectShow } from '../../kit/connection.ts';
import { byeText, refusalText } from '../../kit/refusal-text.ts';
import { deviceShelf } from '../../kit/storage.ts';
import { browserTimers } from '../../kit/timers.ts';
import type { TokenSource } from '../../kit/token.ts';
import type { Role } from '../../../shared/protocol/tokens.ts';
import { needsSignIn } from '../api.ts';
import type { Api, GameInfo } from '../api.ts';
import { createChoices } from '../control/choices.ts';
import { createDesk } from '../control/desk.ts';
import { createMoves } from '../control/moves.ts';
import { t } from '../texts.ts';
import { Button } from '../../kit/button.tsx';
import { BattleCard } from '../battles/battle-card.tsx';
import { InvitationBand } from '../battles/invitation-band.tsx';
import { PollCard } from '../polls/poll-card.tsx';
import { ReceiptsSheet } from '../receipts/receipts-sheet.tsx';
import { RulesSheet } from '../rules/rules-sheet.tsx';
import { ActivityStrip } from './activity-strip.tsx';
import { BottomBar } from './bottom-bar.tsx';
import { ChatCard } from './chat-card.tsx';
import { HelpSheet } from './help-sheet.tsx';
import { PrepareColumn } from './prepare-column.tsx';
import { RehearsalBanner, RehearsalSheet } from './rehearsal-sheet.tsx';
import { RoundCard } from './round-card.tsx';
import { RundownCard } from './rundown-card.tsx';
import { SectionNav } from './section-nav.tsx';
import { ShareSheet } from './share-sheet.tsx';
import { StudioContext } from './studio.ts';
import type { Studio } from './studio.ts';
import { TopStrip } from './top-strip.tsx';
import { useHotKeys } from './use-hot-keys.ts';
import { FireSheet } from '../sales/fire-sheet.tsx';
import { LedgerBand } from '../sales/ledger-band.tsx';
import { LostAlert } from '../sales/lost-alert.tsx';
import { SalesCard } from '../sales/sales-card.tsx';
import { WebhooksSheet } from '../webhooks/webhooks-sheet.tsx';
import { WinnersCard } from './winners-card.tsx';

export interface ShowPageProps {
  show: string;
  role: Role;
  me: string;
  tokens: TokenSource;
  api: Api;
  onLeave: () => void;
  /** The token is no longer good, and there is no other. */
  onSignedOut: (why: Refusal) => void;
}

export function ShowPage(props: ShowPageProps) {
  const { show, role, tokens, api, onLeave, onSignedOut } = props;
  const studio = useMemo(() => openStudio(props), [show, role, tokens, api]);
  useEffect(() => {
    void api.games().then((games) => {
      if (!isRefusal(games)) studio.games.value = games;
    });
    return () => {
      studio.desk.close();
      studio.connection.close();
    };
  }, [studio]);
  useHotKeys(studio);
  const { connection, choices, desk } = studio;
  const refusal = connection.refusal.value;
  useEffect(() => {
    if (refusal && needsSignIn(refusal)) onSignedOut(refusal);
  }, [refusal]);
  if (connection.status.value === 'refused') return <Refused studio={studio} onLeave={onLeave} />;
  return (
    <StudioContext.Provider value={studio}>
      <div
        class="studio"
        data-section={choices.section.value}
        data-rehearsal={desk.panel.value?.rehearsal ? 'yes' : undefined}
        data-line={connection.status.value}
        onClick={letGo}
      >
        <TopStrip />
        <div class="banners">
          <InvitationBand />
          <LedgerBand />
          <LostAlert />
          <RehearsalBanner />
        </div>
        <SectionNav />
        <main class="desk">
          <div class="column column-games">
            <PrepareColumn />
          </div>
          <div class="column column-live">
            <BattleCard when="going" />
            <PollCard when="open" />
            <SalesCard />
            <RoundCard />
            <BattleCard when="over" />
            <PollCard when="over" />
            <WinnersCard />
          </div>
          <div class="column column-side">
            <RundownCard />
            <ChatCard />
          </div>
        </main>
        <ActivityStrip />
        <BottomBar />
        <HelpSheet />
        <ShareSheet />
        <RehearsalSheet />
        <FireSheet />
        <WebhooksSheet />
        <ReceiptsSheet />
        <RulesSheet />
      </div>
    </StudioContext.Provider>
  );
}

function openStudio({ show, role, me, tokens, api, onLeave }: ShowPageProps): Studio {
  const connection = connectShow({ room: 'stage', show, token: (refused) => tokens.get(refused) });
  const desk = createDesk(connection, role, browserTimers);
  const choices = createChoices(deviceShelf);
  const moves = createMoves(desk, choices);
  return { show, me, connection, desk, moves, choices, api, games: signal<readonly GameInfo[]>([]), leave: onLeave };
}

/** A button pressed with a mouse lets go of the focus, so that the next Space is GO again and not that button. */
function letGo(event: MouseEvent): void {
  const byPointer = event instanceof PointerEvent && event.pointerType === 'mouse';
  const button = event.target instanceof Element ? event.target.closest('button') : null;
  if (byPointer && button && !button.closest('[role=tablist]')) button.blur();
}

function Refused({ studio, onLeave }: { studio: Studio; onLeave: () => void }) {
  const { connection } = studio;
  const refusal = connection.refusal.value;
  const bye = connection.bye.value;
  return (
    <main class="notice-page">
      <h1>{t('out.title')}</h1>
      <p>{refusal ? refusalText(refusal) : bye ? byeText(bye.reason) : ''}</p>
      <div class="button-row">
        <Button kind="primary" onPress={() => connection.rejoin()}>
          {t('out.again')}
        </Button>
        <Button onPress={onLeave}>{t('strip.leave')}</Button>
      </div>
    </main>
  );
}
