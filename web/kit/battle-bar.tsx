/** The bar that the sides of a battle fight over. A picture: the scores stand beside it as text. */
import { barParts } from './battle-sides.ts';
import type { PlacedSide } from './battle-sides.ts';

export function BattleBar({ sides, misty }: { sides: readonly PlacedSide[]; misty: boolean }) {
  const parts = barParts(sides.map(({ score }) => score));
  return (
    <span class={misty ? 'battle-bar battle-bar-misty' : 'battle-bar'} aria-hidden="true">
      {sides.map(({ id, index }, i) => (
        <span key={id} class={`side-${index}`} style={{ inlineSize: `${parts[i]}%` }} />
      ))}
    </span>
  );
}
