/** A rehearsal: bots play along, everything is marked, and its end takes all of it away. */
import { useState } from 'preact/hooks';
import { obstacleTo } from '../control/legal.ts';
import { t } from '../texts.ts';
import { ActionButton } from '../ui/action-button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { Icon } from '../ui/icons.tsx';
import { useStudio } from './studio.ts';

const mostBots = 500;

export function RehearsalSheet() {
  const { desk, choices } = useStudio();
  const [bots, setBots] = useState(20);
  const situation = desk.situation.value;
  const close = (): void => void (choices.dialog.value = null);
  return (
    <Dialog title={t('rehearsal.title')} open={choices.dialog.value === 'rehearsal'} onClose={close}>
      <p>{t('rehearsal.what')}</p>
      <form
        class="rehearsal-form"
        onSubmit={(event) => {
          event.preventDefault();
          close();
          void desk.send('rehearsal.start', { bots });
        }}
      >
        <label for="bots">{t('rehearsal.bots')}</label>
        <input
          id="bots"
          class="input"
          type="number"
          min={1}
          max={mostBots}
          required
          value={bots}
          onInput={({ currentTarget }) => setBots(currentTarget.valueAsNumber)}
        />
        <ActionButton kind="primary" type="submit" obstacle={obstacleTo('rehearsal.start', situation)}>
          <Icon name="bot" />
          {t('rehearsal.start')}
        </ActionButton>
      </form>
      {desk.panel.value?.rehearsal ? <EndRehearsal /> : null}
    </Dialog>
  );
}

function EndRehearsal() {
  const { desk, choices } = useStudio();
  return (
    <ActionButton
      obstacle={obstacleTo('rehearsal.end', desk.situation.value)}
      onPress={() => {
        choices.dialog.value = null;
        void desk.send('rehearsal.end', {});
      }}
    >
      {t('rehearsal.end')}
    </ActionButton>
  );
}

/** Says across the whole page that nothing of this is real. */
export function RehearsalBanner() {
  const { desk } = useStudio();
  const rehearsal = desk.panel.value?.rehearsal;
  if (!rehearsal) return null;
  return (
    <div class="rehearsal-banner" role="status">
      <strong>{t('rehearsal.badge')}</strong>
      <span>{t('rehearsal.running', { count: rehearsal.bots })}</span>
      <EndRehearsal />
    </div>
  );
}
