/** What became of the newest command about a sale, on the sale's own card. */
import { refusalText } from '../../kit/refusal-text.ts';
import { newestAbout } from '../control/activity.ts';
import type { Outcome } from '../control/activity.ts';
import { useStudio } from '../studio/studio.ts';
import { t, textOr } from '../texts.ts';

export function SaleOutcome({ sale }: { sale: string }) {
  const { desk } = useStudio();
  const entry = newestAbout(desk.activity.value, sale);
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
