/** Another show's invitation, across the page: who, under which rules, and fifteen seconds to say yes or no. */
import { useEffect, useRef, useState } from 'preact/hooks';
import { announcer } from '../../kit/announcer.ts';
import { CountdownRing } from '../../kit/countdown.tsx';
import { isPending, newestAbout } from '../control/activity.ts';
import { isInvited } from '../control/legal-contests.ts';
import { obstacleTo } from '../control/legal.ts';
import { CommandOutcome } from '../studio/command-outcome.tsx';
import { useStudio } from '../studio/studio.ts';
import { t } from '../texts.ts';
import { TextInput } from '../ui/text-input.tsx';
import { ActionButton } from '../ui/action-button.tsx';
import { Icon } from '../ui/icons.tsx';
import { useFreshPress } from '../use-fresh-press.ts';
import { ruleTexts } from './rules-text.ts';
import type { BattleStanding } from './standing.ts';
import { useBattle } from './use-battle.ts';

/** A press this soon was meant for what stood here before, ms. */
const freshMs = 500;

export function InvitationBand() {
  const standing = useBattle();
  if (!standing || standing.over || !isInvited(standing.battle, standing.more)) return null;
  return <Invitation key={standing.battle.id} standing={standing} />;
}

function Invitation({ standing }: { standing: BattleStanding }) {
  const { connection, desk } = useStudio();
  const { battle, more, rival, ring } = standing;
  const [name, setName] = useState('');
  const came = useRef(performance.now());
  const fresh = useFreshPress();
  const title = t('invitation.title', { name: rival?.name ?? battle.referee });
  useEffect(() => announcer.say(title), [title]);
  const situation = desk.situation.value;
  const answer = (command: 'battle.accept' | 'battle.reject'): void => {
    if (performance.now() - came.current < freshMs) return;
    const called = command === 'battle.accept' && name.trim() !== '' ? { name: name.trim() } : {};
    void desk.send(command, { battle: battle.id, ...called });
  };
  const pending = isPending(desk.activity.value, 'battle.accept') || isPending(desk.activity.value, 'battle.reject');
  return (
    <section class="invitation" role="alertdialog" aria-label={title} {...fresh}>
      {ring ? <CountdownRing clock={connection.clock} startsAt={ring.startsAt} endsAt={ring.endsAt} /> : null}
      <div class="invitation-words">
        <h2>{title}</h2>
        <p class="soft mono">{rival?.show}</p>
        {more ? (
          <ul class="invitation-rules">
            {Object.entries(ruleTexts(more.rules)).map(([part, text]) => (
              <li key={part}>{text}</li>
            ))}
          </ul>
        ) : null}
        <CommandOutcome entry={newestAbout(desk.activity.value, battle.id)} />
      </div>
      <div class="invitation-answer">
        <label class="field">
          <span>{t('battle.name')}</span>
          <TextInput maxLength={40} placeholder={desk.show.value?.title ?? ''} value={name} onText={(text) => setName(text)} />
        </label>
        <ActionButton
          kind="primary"
          busy={pending}
          obstacle={obstacleTo('battle.accept', situation)}
          onPress={() => answer('battle.accept')}
        >
          <Icon name="check" />
          {t('invitation.accept')}
        </ActionButton>
        <ActionButton busy={pending} obstacle={obstacleTo('battle.reject', situation)} onPress={() => answer('battle.reject')}>
          <Icon name="close" />
          {t('invitation.reject')}
        </ActionButton>
      </div>
    </section>
  );
}
