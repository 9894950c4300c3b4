/** Links to give away: viewers by QR code, OBS by address. */
import { useState } from 'preact/hooks';
import { Button } from '../../kit/button.tsx';
import { lang } from '../../kit/i18n.ts';
import { linksTo } from '../control/links.ts';
import { t } from '../texts.ts';
import { Dialog } from '../ui/dialog.tsx';
import { Icon } from '../ui/icons.tsx';
import { QrCode } from '../ui/qr-code.tsx';
import { useStudio } from './studio.ts';

export function ShareSheet() {
  const { show, choices } = useStudio();
  const links = linksTo(show, { origin: location.origin, language: lang.value });
  return (
    <Dialog title={t('share.title')} open={choices.dialog.value === 'share'} onClose={() => (choices.dialog.value = null)}>
      <div class="share">
        <QrCode text={links.viewer} label={t('share.qr')} />
        <div class="share-links">
          <Link title={t('share.viewer')} help={t('share.viewerHelp')} url={links.viewer} />
          <Link title={t('share.overlay')} help={t('share.overlayHelp')} url={links.overlay} />
        </div>
      </div>
    </Dialog>
  );
}

function Link({ title, help, url }: { title: string; help: string; url: string }) {
  const [copied, setCopied] = useState(false);
  const copy = async (): Promise<void> => {
    await navigator.clipboard.writeText(url);
    setCopied(true);
  };
  return (
    <section class="link">
      <h3>{title}</h3>
      <p class="soft">{help}</p>
      <div class="link-line">
        <a class="mono" href={url} target="_blank" rel="noreferrer">
          {url}
        </a>
        <Button class="small" onPress={() => void copy()}>
          <Icon name={copied ? 'check' : 'copy'} />
          <span role="status">{copied ? t('share.copied') : t('share.copy')}</span>
        </Button>
      </div>
    </section>
  );
}
