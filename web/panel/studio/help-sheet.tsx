/** The hot keys at a glance, and the switch that turns single keys off. */
import { hotKeys } from '../control/hot-keys.ts';
import { t } from '../texts.ts';
import { Dialog } from '../ui/dialog.tsx';
import { useStudio } from './studio.ts';

export function HelpSheet() {
  const { choices } = useStudio();
  return (
    <Dialog title={t('help.title')} open={choices.dialog.value === 'help'} onClose={() => (choices.dialog.value = null)}>
      <dl class="keys">
        {hotKeys.map(({ shown, does }) => (
          <div key={does}>
            <dt>
              {shown.map((key) => (
                <kbd key={key}>{key}</kbd>
              ))}
            </dt>
            <dd>{t(`hotkey.${does}`)}</dd>
          </div>
        ))}
      </dl>
      <label class="check">
        <input
          type="checkbox"
          role="switch"
          class="switch"
          checked={choices.singleKeys.value}
          onChange={({ currentTarget }) => (choices.singleKeys.value = currentTarget.checked)}
        />
        <span>{t('help.singleKeys')}</span>
      </label>
      <p class="soft">{t('help.when')}</p>
    </Dialog>
  );
}
