/** The best, in their order. */
import { formatNumber } from '../texts.ts';

export function Ranks({ title, rows }: { title?: string; rows: readonly { name: string; score: number }[] }) {
  if (rows.length === 0) return null;
  return (
    <div class="ranks">
      {title ? <h2>{title}</h2> : null}
      <ol>
        {rows.map(({ name, score }, i) => (
          <li key={i} style={{ '--at': i }}>
            <span class="rank">{i + 1}</span>
            <bdi>{name}</bdi>
            <b>{formatNumber(score)}</b>
          </li>
        ))}
      </ol>
    </div>
  );
}
