/** The records of battles and polls that are over: each opens to all that its result was made of. */
import { useState } from 'preact/hooks';
import { isRefusal } from '../../../shared/protocol/errors.ts';
import { Button } from '../../kit/button.tsx';
import { refusalText } from '../../kit/refusal-text.ts';
import { useStudio } from '../studio/studio.ts';
import { t } from '../texts.ts';
import { Dialog } from '../ui/dialog.tsx';
import { Icon } from '../ui/icons.tsx';
import { saveFile } from '../ui/save-file.ts';
import { dayAndTime } from '../ui/time.ts';
import { useWatched } from '../use-watched.ts';
import { BattleRecord } from './battle-record.tsx';
import { PollRecord } from './poll-record.tsx';
import { isVoid, recordFile, recordTitle, recordsOf } from './records.ts';
import type { ContestRecord } from './records.ts';
import { resultText } from './result-text.ts';

/** A record is there a moment after the end: it is asked for again. */
const everyMs = 3000;

export function ReceiptsSheet() {
  const { choices } = useStudio();
  const close = (): void => {
    choices.dialog.value = null;
    choices.receipt.value = null;
  };
  return (
    <Dialog title={t('receipts.title')} open={choices.dialog.value === 'receipts'} onClose={close}>
      <Records />
    </Dialog>
  );
}

function Records() {
  const { api, show, choices } = useStudio();
  const { value, refusal } = useWatched(
    async () => {
      const [battles, polls] = await Promise.all([api.battles(show), api.polls(show)]);
      if (isRefusal(battles)) return battles;
      return isRefusal(polls) ? polls : { records: recordsOf(battles, polls) };
    },
    show,
    everyMs,
  );
  if (!value) return <p class={refusal ? 'note-wrong' : 'soft'}>{refusal ? refusalText(refusal) : t('receipts.asking')}</p>;
  return (
    <div class="receipts">
      {refusal ? <p class="note-wrong">{refusalText(refusal)}</p> : null}
      {value.records.length === 0 ? <p class="empty">{t('receipts.none')}</p> : null}
      {value.records.map((record) => (
        <RecordRow key={record.id} record={record} first={record.id === choices.receipt.value} />
      ))}
      {value.records.length > 0 ? (
        <p class="soft receipts-verify">
          {t('receipts.verify')} <code class="mono">npm run verify-battle -- receipt.json</code>
        </p>
      ) : null}
    </div>
  );
}

function RecordRow({ record, first }: { record: ContestRecord; first: boolean }) {
  const [open, setOpen] = useState(first);
  return (
    <details class="receipt" open={open} onToggle={({ currentTarget }) => setOpen(currentTarget.open)}>
      <summary>
        <span class="receipt-title">
          <span class="tag">{t(`receipts.${record.kind}`)}</span> <bdi>{recordTitle(record)}</bdi>
          {record.rehearsal ? <span class="tag tag-warn">{t('rehearsal.short')}</span> : null}
        </span>
        <span class={isVoid(record) ? 'soft' : 'receipt-result'}>{resultText(record)}</span>
        <span class="soft">
          <span class="mono">{record.id}</span> · {dayAndTime(record.endedAt)}
        </span>
      </summary>
      {open ? <Whole kind={record.kind} id={record.id} /> : null}
    </details>
  );
}

/** The whole record: it is what is saved, too. */
function Whole({ kind, id }: Pick<ContestRecord, 'kind' | 'id'>) {
  const { api, show } = useStudio();
  const { value, refusal } = useWatched(() => api.receipt(show, { kind, id }), id, null);
  if (!value)
    return (
      <p class={refusal ? 'receipt-body note-wrong' : 'receipt-body soft'}>
        {refusal ? refusalText(refusal) : t('receipts.asking')}
      </p>
    );
  const save = (): void => saveFile(new Blob([JSON.stringify(value, null, 2)], { type: 'application/json' }), recordFile(value));
  return (
    <div class="receipt-body">
      {value.kind === 'battle' ? <BattleRecord record={value} /> : <PollRecord record={value} />}
      <Button class="small receipt-save" onPress={save}>
        <Icon name="download" />
        {t('receipts.save')}
      </Button>
    </div>
  );
}
