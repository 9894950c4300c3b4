/** Whose gifts were worth the most, three of each side. */
import type { PlacedSide } from '../../kit/battle-sides.ts';
import { formatScore } from '../../kit/score.ts';
import { Shape } from '../../kit/shape.tsx';
import { votesT } from '../contest/texts.ts';

const shown = 3;

export function Supporters({ sides }: { sides: readonly PlacedSide[] }) {
  if (sides.every(({ top }) => top.length === 0)) return null;
  return (
    <div class="supporters">
      <h3>{votesT('top.title')}</h3>
      {sides.map(({ id, index, name, top }) => (
        <ol key={id} class={`side-${index}`} aria-label={votesT('top.of', { name })}>
          {top.slice(0, shown).map((one, rank) => (
            <li key={rank}>
              <Shape index={index} />
              <bdi title={one.name}>{one.name}</bdi>
              <b>{formatScore(one.score)}</b>
            </li>
          ))}
        </ol>
      ))}
    </div>
  );
}
