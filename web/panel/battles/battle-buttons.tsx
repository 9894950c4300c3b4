/** What may be done to a battle that goes on. To end it (the result stands) and to cancel it (nothing counts) look and say different. */
import type { Obstacle } from '../control/situation.ts';
import { obstacleTo } from '../control/legal.ts';
import { obstacleToExtend } from '../control/legal-contests.ts';
import { useStudio } from '../studio/studio.ts';
import { t } from '../texts.ts';
import { ActionButton } from '../ui/action-button.tsx';
import { ArmedButton } from '../ui/armed-button.tsx';
import { Icon } from '../ui/icons.tsx';
import { spanText } from '../ui/span.ts';
import { roleOf } from './standing.ts';
import type { BattleStanding } from './standing.ts';

const extensions = [10_000, 30_000];

export function BattleButtons({ standing }: { standing: BattleStanding }) {
  const { desk, show } = useStudio();
  const situation = desk.situation.value;
  const { phase } = standing;
  if (phase === 'verdict') return null;
  if (phase === 'inviting') {
    return (
      <div class="battle-buttons">
        <ActionButton obstacle={obstacleTo('battle.cancel', situation)} onPress={() => void desk.send('battle.cancel', {})}>
          <Icon name="undo" />
          {t('battle.takeBack')}
        </ActionButton>
      </div>
    );
  }
  const mirrored = roleOf(standing, show) === 'mirror';
  return (
    <>
      {mirrored ? <p class="note">{t('battle.mirrored')}</p> : <Extend standing={standing} />}
      <div class="battle-ways">{mirrored ? <GiveUp standing={standing} /> : <Ends standing={standing} />}</div>
    </>
  );
}

function Extend({ standing: { phase, more } }: { standing: BattleStanding }) {
  const { desk } = useStudio();
  const situation = desk.situation.value;
  return (
    <div class="battle-buttons" role="group" aria-label={t('battle.extend')}>
      {extensions.map((ms) => (
        <ActionButton
          key={ms}
          obstacle={whileCounting(phase, obstacleToExtend(ms, situation))}
          onPress={() => void desk.send('battle.extend', { ms })}
        >
          <Icon name="plus" />
          {spanText(ms)}
        </ActionButton>
      ))}
      {more ? <span class="soft">{t('battle.extendLeft', { span: spanText(more.extensionLeftMs) })}</span> : null}
    </div>
  );
}

function Ends({ standing: { battle, phase } }: { standing: BattleStanding }) {
  const situation = useStudio().desk.situation.value;
  return (
    <>
      <div class="battle-way way-end">
        <ArmedButton
          what={`battle.end ${battle.id}`}
          command="battle.end"
          args={{}}
          obstacle={whileCounting(phase, obstacleTo('battle.end', situation))}
        >
          <Icon name="trophy" />
          {t('battle.endNow')}
        </ArmedButton>
        <p class="note">{t('battle.endHelp')}</p>
      </div>
      <div class="battle-way way-cancel">
        <ArmedButton
          what={`battle.cancel ${battle.id}`}
          command="battle.cancel"
          args={{}}
          obstacle={obstacleTo('battle.cancel', situation)}
        >
          <Icon name="ban" />
          {t('battle.cancelAll')}
        </ArmedButton>
        <p class="note">{t('battle.cancelHelp')}</p>
      </div>
    </>
  );
}

function GiveUp({ standing: { battle, phase, rival } }: { standing: BattleStanding }) {
  const situation = useStudio().desk.situation.value;
  return (
    <div class="battle-way way-cancel">
      <ArmedButton
        what={`battle.end ${battle.id}`}
        command="battle.end"
        args={{}}
        obstacle={whileCounting(phase, obstacleTo('battle.end', situation))}
      >
        <Icon name="close" />
        {t('battle.giveUp')}
      </ArmedButton>
      <p class="note">{t('battle.giveUpHelp', { name: rival?.name ?? '' })}</p>
    </div>
  );
}

/** The server has not said so yet, but the votes are over. */
function whileCounting(phase: BattleStanding['phase'], obstacle: Obstacle): Obstacle {
  return obstacle ?? (phase === 'counting' ? 'battle/wrong-status' : null);
}
