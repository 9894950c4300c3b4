/** What became of one command, on the card that it was given from. */
import { refusalText } from '../../kit/refusal-text.ts';
import type { Entry, Outcome } from '../control/activity.ts';
import { t, textOr } from '../texts.ts';

export function CommandOutcome({ entry }: { entry: Entry | null }) {
  if (!entry) return null;
  const wrong = entry.outcome.kind === 'refused' || entry.outcome.kind === 'unanswered';
  return (
    <p class={wrong ? 'outcome note-wrong' : 'outcome soft'}>
      {t('outcome.of', { command: textOr(`command.${entry.name}`, entry.name), outcome: outcomeText(entry.outcome) })}
    </p>
  );
}

function outcomeText(outcome: Outcome): string {
  if (outcome.kind !== 'refused') return t(`outcome.${outcome.kind}`);
  const { refusal } = outcome;
  return t('outcome.refused', { reason: [refusalText(refusal), refusal.detail].filter(Boolean).join(' ') });
}
