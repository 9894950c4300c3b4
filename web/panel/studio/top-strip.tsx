/** The strip on top: which show, how it stands, how well it is heard, and what is rarely needed. */
import { Button } from '../../kit/button.tsx';
import { chooseLang, formatCount, lang } from '../../kit/i18n.ts';
import { obstacleTo } from '../control/legal.ts';
import { t } from '../texts.ts';
import { ActionButton } from '../ui/action-button.tsx';
import { ArmedButton } from '../ui/armed-button.tsx';
import { Icon } from '../ui/icons.tsx';
import { WebhooksButton } from '../webhooks/webhooks-button.tsx';
import { LineState } from './line-state.tsx';
import { useStudio } from './studio.ts';

export function TopStrip() {
  const { desk, choices, leave } = useStudio();
  const show = desk.show.value;
  const situation = desk.situation.value;
  const locked = choices.locked.value;
  return (
    <header class="strip">
      <Button kind="quiet" label={t('strip.leave')} onPress={leave}>
        <Icon name="back" />
      </Button>
      <div class="strip-show">
        <h1>{show?.title ?? t('strip.opening')}</h1>
        {show ? <span class={`status status-${show.status}`}>{t(`status.${show.status as 'live'}`)}</span> : null}
      </div>
      {show ? (
        <dl class="strip-counts">
          <div title={t('strip.viewers')}>
            <dt>
              <Icon name="people" />
              <span class="visually-hidden">{t('strip.viewers')}</span>
            </dt>
            <dd>{formatCount(show.viewers)}</dd>
          </div>
          <div title={t('strip.likes')}>
            <dt>
              <Icon name="heart" />
              <span class="visually-hidden">{t('strip.likes')}</span>
            </dt>
            <dd>{formatCount(show.likes)}</dd>
          </div>
        </dl>
      ) : null}
      <LineState />
      <div class="strip-tools">
        <Button kind="quiet" class="tool" onPress={() => (choices.dialog.value = 'rehearsal')}>
          <Icon name="bot" />
          <span>{t('strip.rehearsal')}</span>
        </Button>
        <Button kind="quiet" class="tool" onPress={() => (choices.dialog.value = 'share')}>
          <Icon name="share" />
          <span>{t('strip.share')}</span>
        </Button>
        <WebhooksButton />
        <Button
          kind="quiet"
          class="tool tool-keys"
          label={locked ? t('strip.unlock') : t('strip.lock')}
          pressed={locked}
          onPress={() => (choices.locked.value = !locked)}
        >
          <Icon name={locked ? 'lock' : 'unlock'} />
        </Button>
        <Button kind="quiet" class="tool tool-keys" label={t('strip.help')} onPress={() => (choices.dialog.value = 'help')}>
          <Icon name="help" />
        </Button>
        <LanguageButton />
        {show && show.status !== 'live' ? (
          <ActionButton
            kind="primary"
            obstacle={obstacleTo('show.start', situation)}
            onPress={() => void desk.send('show.start', {})}
          >
            {show.status === 'ended' ? t('show.startAgain') : t('show.start')}
          </ActionButton>
        ) : (
          <ArmedButton what="show.end" command="show.end" args={{}} obstacle={obstacleTo('show.end', situation)}>
            {t('show.end')}
          </ArmedButton>
        )}
      </div>
    </header>
  );
}

export function LanguageButton() {
  const other = lang.value === 'en' ? 'zh-CN' : 'en';
  return (
    <Button kind="quiet" class="tool" onPress={() => chooseLang(other)}>
      <span lang={other}>{other === 'en' ? 'English' : '中文'}</span>
    </Button>
  );
}
