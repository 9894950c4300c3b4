/** What became of the newest command about a sale, on the sale's own card. */
import { newestAbout } from '../control/activity.ts';
import { CommandOutcome } from '../studio/command-outcome.tsx';
import { useStudio } from '../studio/studio.ts';

export function SaleOutcome({ sale }: { sale: string }) {
  return <CommandOutcome entry={newestAbout(useStudio().desk.activity.value, sale)} />;
}
