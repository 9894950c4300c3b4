/** The phone's bar: the four things a streamer does most, within reach of a thumb. */
import { obstacleTo } from '../control/legal.ts';
import { t } from '../texts.ts';
import { ActionButton } from '../ui/action-button.tsx';
import { ArmedButton } from '../ui/armed-button.tsx';
import { Icon } from '../ui/icons.tsx';
import { useStudio } from './studio.ts';
import { useGo } from './use-go.ts';

export function BottomBar() {
  const { desk, moves } = useStudio();
  const situation = desk.situation.value;
  return (
    <nav class="bottom-bar" aria-label={t('bar.title')}>
      <ActionButton obstacle={obstacleTo('round.extend', situation)} onPress={moves.extend}>
        <Icon name="plus" />
        {t('bar.extend')}
      </ActionButton>
      <ActionButton obstacle={obstacleTo('round.next', situation)} onPress={moves.next}>
        <Icon name="next" />
        {t('bar.next')}
      </ActionButton>
      <ArmedButton what="round.cancel" command="round.cancel" args={{}} obstacle={obstacleTo('round.cancel', situation)}>
        <Icon name="close" />
        {t('bar.cancel')}
      </ArmedButton>
      <ActionButton kind="primary" obstacle={useGo().obstacle} onPress={moves.go}>
        <Icon name="play" />
        {t('rundown.go')}
      </ActionButton>
    </nav>
  );
}
