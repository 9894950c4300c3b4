/** The live round: where it stands, how long, what it looks like, and what may be done about it. */
import type { ShowJson } from '../../../shared/state/show-state.ts';
import { pollOf } from '../../kit/poll-now.ts';
import { CountdownRing } from '../../kit/countdown.tsx';
import { goingBattle } from '../control/legal-contests.ts';
import { isRunning, obstacleTo } from '../control/legal.ts';
import { liveViewOf } from '../games/index.ts';
import { rowsOf } from '../sales/standing.ts';
import { t, textOr } from '../texts.ts';
import { ActionButton } from '../ui/action-button.tsx';
import { ArmedButton } from '../ui/armed-button.tsx';
import { Card } from '../ui/card.tsx';
import { Icon } from '../ui/icons.tsx';
import { Mark } from '../../kit/mark.tsx';
import { useStudio } from './studio.ts';
import { gameTitle } from './titles.ts';

export function RoundCard() {
  const { connection, desk, games } = useStudio();
  const show = desk.show.value;
  const round = show?.round;
  // Number 0 is the blank that a rehearsal leaves.
  if (!show || !round || round.id === 0) return isElsewhere(show) ? null : <NothingOn />;
  const Live = liveViewOf(round.game);
  const cue = desk.cue.value;
  const content = cue?.round === round.id && cue.phase === round.phase ? cue.content : null;
  const running = isRunning(show);
  return (
    <Card
      title={gameTitle(games.value, round.game)}
      class={running ? 'round round-running' : 'round'}
      aside={
        <>
          <span class="soft">{t('round.number', { id: round.id })}</span>
          {round.rehearsal ? <span class="tag tag-warn">{t('rehearsal.badge')}</span> : null}
        </>
      }
    >
      <div class="round-head">
        <div class="round-now">
          <Phase />
          <RoundButtons />
        </div>
        {running ? <CountdownRing clock={connection.clock} startsAt={round.startedAt} endsAt={round.endsAt} /> : null}
      </div>
      {round.view && isFilled(round.view) ? <Live phase={round.phase} view={round.view} cue={content} /> : null}
    </Card>
  );
}

/** While something is sold, fought over or asked, it is not so that nothing is on. */
function isElsewhere(show: ShowJson | null): boolean {
  if (!show) return false;
  return rowsOf(show, null).going.length > 0 || goingBattle(show) !== null || pollOf(show)?.status === 'open';
}

/** After a restart of the server, a round that was over comes with a view that nothing was written into. */
function isFilled(view: object): boolean {
  return Object.values(view).some((value) => !Array.isArray(value));
}

function NothingOn() {
  return (
    <Card title={t('round.title')} class="round">
      <div class="nothing-on">
        <Mark />
        <p>{t('round.nothing')}</p>
      </div>
    </Card>
  );
}

function Phase() {
  const { phase } = useStudio().desk.show.value!.round!;
  return (
    <p class="phase" role="status">
      {textOr(`phase.${phase}`, phase)}
    </p>
  );
}

function RoundButtons() {
  const { desk, moves } = useStudio();
  const situation = desk.situation.value;
  return (
    <div class="round-buttons" role="group" aria-label={t('round.controls')}>
      <ActionButton obstacle={obstacleTo('round.extend', situation)} hotKey="E" onPress={moves.extend}>
        <Icon name="plus" />
        {t('round.extend')}
      </ActionButton>
      <ActionButton obstacle={obstacleTo('round.next', situation)} hotKey="N" onPress={moves.next}>
        <Icon name="next" />
        {t('round.next')}
      </ActionButton>
      <ArmedButton
        what="round.cancel"
        command="round.cancel"
        args={{}}
        obstacle={obstacleTo('round.cancel', situation)}
        hotKey="X"
      >
        {t('round.cancel')}
      </ArmedButton>
    </div>
  );
}
