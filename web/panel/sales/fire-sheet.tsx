/** The look before firing: what will happen exactly, and the button that makes it happen. It stays until the server has accepted. */
import { useEffect, useRef, useState } from 'preact/hooks';
import type { CommandReply } from '../../../shared/protocol/commands.ts';
import { Button } from '../../kit/button.tsx';
import { refusalText } from '../../kit/refusal-text.ts';
import { bounceMs } from '../control/arming.ts';
import type { Firing } from '../control/choices.ts';
import { obstacleTo, obstacleToItem } from '../control/legal.ts';
import { hintText } from '../forms/hint-text.ts';
import { useStudio } from '../studio/studio.ts';
import { t } from '../texts.ts';
import { ActionButton } from '../ui/action-button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { Icon } from '../ui/icons.tsx';
import { useFreshPress } from '../use-fresh-press.ts';
import { draftOf } from './draft.ts';
import type { Schedule } from './draft.ts';
import { ExposureFacts } from './exposure-facts.tsx';
import { exposureOf } from './exposure.ts';
import { saleIn } from './item.ts';
import { readDraft } from './read-draft.ts';
import type { DraftRead } from './read-draft.ts';
import { SalePicture } from './sale-picture.tsx';
import { useScene } from './use-scene.ts';

export function FireSheet() {
  const { choices } = useStudio();
  const firing = choices.firing.value;
  const close = (): void => {
    choices.dialog.value = null;
    choices.firing.value = null;
  };
  return (
    <Dialog title={t('fire.title')} open={choices.dialog.value === 'fire'} onClose={close}>
      {firing ? <Look firing={firing} onClose={close} /> : null}
    </Dialog>
  );
}

type Came = { kind: 'nothing' } | { kind: 'sent' } | { kind: 'answer'; reply: CommandReply | null };

function Look({ firing, onClose }: { firing: Firing; onClose: () => void }) {
  const { desk, moves } = useStudio();
  const scene = useScene();
  const openedAt = useRef(performance.now());
  const [came, setCame] = useState<Came>({ kind: 'nothing' });
  const buttons = useRef<HTMLDivElement>(null);
  // The dialog gives the focus to its first button, which closes it. Those who look want to fire.
  useEffect(() => {
    const frame = requestAnimationFrame(() => buttons.current?.querySelector('button')?.focus());
    return () => cancelAnimationFrame(frame);
  }, []);
  const fresh = useFreshPress();
  const situation = desk.situation.value;
  const partial = firing.kind === 'order' ? firing.schedule : (saleIn(firing.item) ?? {});
  const { schedule, wrong } = readDraft(draftOf(partial), scene.now);
  const obstacle = firing.kind === 'order' ? obstacleTo('sale.schedule', situation) : obstacleToItem(firing.item.id, situation);
  const fire = async (): Promise<void> => {
    // The press that opened this, bouncing.
    if (performance.now() - openedAt.current < bounceMs) return;
    setCame({ kind: 'sent' });
    setCame({ kind: 'answer', reply: await moves.fire() });
  };
  return (
    <>
      <div class="fire-head">
        <SalePicture src={partial.image ?? ''} />
        <h3>
          <bdi>{partial.title}</bdi>
          <span class="mono soft">{partial.product}</span>
        </h3>
        {scene.rehearsal ? <span class="tag tag-warn">{t('rehearsal.badge')}</span> : null}
      </div>
      {schedule ? <ExposureFacts exposure={exposureOf(schedule, scene)} now={scene.now} /> : null}
      {schedule ? null : <Faults wrong={wrong} />}
      <Outcome came={came} />
      <div class="fire-buttons" ref={buttons} {...fresh}>
        <ActionButton
          kind="primary"
          busy={came.kind === 'sent'}
          obstacle={obstacle}
          unready={schedule ? '' : t('sale.unready')}
          onPress={() => void fire()}
        >
          <Icon name="play" />
          {t(fireWords(partial))}
        </ActionButton>
        <Button
          onPress={() => {
            onClose();
            moves.prepare(partial);
          }}
        >
          <Icon name="edit" />
          {t('fire.edit')}
        </Button>
      </div>
    </>
  );
}

function Faults({ wrong }: Pick<DraftRead, 'wrong'>) {
  return (
    <div class="note-wrong">
      <p>{t('fire.mend', { count: wrong.size })}</p>
      <ul>
        {[...wrong].map(([field, hint]) => (
          <li key={field}>{t('outcome.of', { command: t(`sale.${field}`), outcome: hintText(hint, field) })}</li>
        ))}
      </ul>
    </div>
  );
}

function fireWords({ opensAt, countdownMs }: Partial<Schedule>): 'fire.now' | 'fire.at' | 'fire.ready' {
  if (opensAt !== undefined) return 'fire.at';
  return countdownMs === undefined ? 'fire.ready' : 'fire.now';
}

function Outcome({ came }: { came: Came }) {
  if (came.kind === 'nothing') return null;
  const { reply } = came.kind === 'answer' ? came : { reply: undefined };
  if (reply === undefined) return <p role="status">{t('fire.sent')}</p>;
  if (reply === null) {
    return (
      <p class="note-wrong" role="alert">
        {t('fire.unanswered')}
      </p>
    );
  }
  if (reply.ok) return null;
  return (
    <p class="note-wrong" role="alert">
      {t('fire.refused', { reason: [refusalText(reply), reply.detail].filter(Boolean).join(' ') })}
    </p>
  );
}
