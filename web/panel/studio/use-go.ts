/** What GO would fire now: the selected item of the rundown, else the next one; and why it cannot, if it cannot. */
import { obstacleTo, obstacleToItem } from '../control/legal.ts';
import type { Obstacle } from '../control/situation.ts';
import { useStudio } from './studio.ts';

export function useGo(): { title: string; obstacle: Obstacle } {
  const { desk, choices } = useStudio();
  const situation = desk.situation.value;
  const rundown = desk.panel.value?.rundown;
  const selected = rundown?.items.find(({ id }) => id === choices.item.value);
  const obstacle = selected ? obstacleToItem(selected.id, situation) : obstacleTo('rundown.go', situation);
  return { title: (selected ?? rundown?.items[rundown.next])?.title ?? '', obstacle };
}
