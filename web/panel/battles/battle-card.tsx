/** The battle on the live column: how it stands, side by side, and what may be done about it. */
import { useEffect } from 'preact/hooks';
import { announcer } from '../../kit/announcer.ts';
import { BattleBar } from '../../kit/battle-bar.tsx';
import { isCritical } from '../../kit/battle-now.ts';
import { afterText, contestT, reasonText } from '../../kit/contest-text.ts';
import { CountdownRing } from '../../kit/countdown.tsx';
import { newestOf } from '../control/activity.ts';
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
import { useBattle } from './use-battle.ts';

/** What is ordered from this card. */
const orders = ['battle.boost', 'battle.extend', 'battle.end', 'battle.cancel', 'battle.accept', 'battle.reject'];

export function BattleCard() {
  const standing = useBattle();
  // An invitation to answer stands across the page.
  if (!standing || (!standing.over && isInvited(standing.battle, standing.more))) return null;
  return <Standing standing={standing} />;
}

function Standing({ standing }: { standing: BattleStanding }) {
  const { connection, desk } = useStudio();
  const { battle, phase, over, ring } = standing;
  const said = t('battle.turned', { status: phaseWord(standing), what: phaseText(standing) });
  useEffect(() => announcer.say(said), [phase]);
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
      <BattleBar sides={standing.sides} misty={standing.misty} />
      <SideRows standing={standing} />
      {over ? <EndedBattle standing={standing} /> : <BattleButtons standing={standing} />}
      <CommandOutcome entry={newestOf(desk.activity.value, orders)} />
    </Card>
  );
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
    phase === 'cancelled' && t('battle.refundHelp'),
  ].filter((note) => note !== false && note !== '');
  return notes.map((note) => (
    <p key={note} class="battle-note">
      {note}
    </p>
  ));
}
