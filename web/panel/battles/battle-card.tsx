/** The battle on the live column: how it stands, side by side, and what may be done about it. */
import { useRef } from 'preact/hooks';
import { BattleBar } from '../../kit/battle-bar.tsx';
import { isCritical } from '../../kit/battle-now.ts';
import type { BattleJson } from '../../kit/battle-now.ts';
import { afterText, contestT, reasonText } from '../../kit/contest-text.ts';
import { CountdownRing } from '../../kit/countdown.tsx';
import { newestSince } from '../control/activity.ts';
import { isInvited } from '../control/legal-contests.ts';
import { CommandOutcome } from '../studio/command-outcome.tsx';
import { useStudio } from '../studio/studio.ts';
import { t } from '../texts.ts';
import { Card } from '../ui/card.tsx';
import { BattleButtons } from './battle-buttons.tsx';
import { EndedBattle } from './ended-battle.tsx';
import { phaseText, phaseWord } from './phase-text.ts';
import { SideRows } from './side-rows.tsx';
import type { BattleStanding } from './standing.ts';
import { useSpokenTurn } from '../use-spoken-turn.ts';
import { useBattle } from './use-battle.ts';

/** What is ordered from this card. */
const orders = ['battle.boost', 'battle.extend', 'battle.end', 'battle.cancel', 'battle.accept', 'battle.reject'];

/** One that goes on stands above what is sold; one that is over, below. */
export function BattleCard({ when }: { when: 'going' | 'over' }) {
  const standing = useBattle();
  const turn = standing ? `${standing.battle.id} ${standing.phase}` : '';
  const words = standing ? t('battle.turned', { status: phaseWord(standing), what: phaseText(standing) }) : '';
  useSpokenTurn(turn, when === 'going' ? words : '');
  if (!standing || standing.over !== (when === 'over')) return null;
  // An invitation to answer stands across the page.
  return isInvited(standing.battle, standing.more) ? null : <Standing standing={standing} />;
}

function Standing({ standing }: { standing: BattleStanding }) {
  const { connection, desk } = useStudio();
  const came = useRef(performance.now());
  const { battle, phase, over, ring } = standing;
  return (
    <Card
      title={contestT('battle.name')}
      class={over ? 'battle' : 'battle battle-going'}
      aside={
        <>
          {battle.rehearsal ? <span class="tag tag-warn">{t('rehearsal.badge')}</span> : null}
          <span class={`tag battle-phase-${phase}`} role="status">
            {phaseWord(standing)}
          </span>
        </>
      }
    >
      <div class="battle-head">
        <div class="battle-words">
          <p class="battle-says">{phaseText(standing)}</p>
          <Notes standing={standing} />
        </div>
        {ring ? <CountdownRing clock={connection.clock} startsAt={ring.startsAt} endsAt={ring.endsAt} /> : null}
      </div>
      {over && !hasBegun(battle) ? null : (
        <>
          <BattleBar sides={standing.sides} misty={standing.misty} />
          <SideRows standing={standing} />
        </>
      )}
      {over ? <EndedBattle standing={standing} /> : <BattleButtons standing={standing} />}
      {over ? null : <CommandOutcome entry={newestSince(desk.activity.value, orders, came.current)} />}
    </Card>
  );
}

/** An invitation that came to nothing never began. */
function hasBegun({ startedAt }: BattleJson): boolean {
  return startedAt > 0;
}

/** What else is worth knowing now. */
function Notes({ standing: { battle, phase, misty } }: { standing: BattleStanding }) {
  const { connection } = useStudio();
  const settled = phase === 'verdict' || phase === 'over' || phase === 'forfeited';
  const notes = [
    isCritical(battle, phase, connection.clock.serverNow()) && contestT('battle.critical', { n: battle.criticalFactor }),
    misty && t('battle.mistHere'),
    phase === 'counting' && t('battle.countingHelp'),
    settled && battle.by !== 'void' && reasonText(battle),
    settled && afterText(battle),
    phase === 'cancelled' && hasBegun(battle) && t('battle.refundHelp'),
  ].filter((note) => note !== false && note !== '');
  return notes.map((note) => (
    <p key={note} class="battle-note">
      {note}
    </p>
  ));
}
