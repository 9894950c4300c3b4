/** The best so far. */
import { formatNumber } from '../../kit/i18n.ts';

export function Board({ title, rows }: { title: string; rows: readonly { name: string; score: number }[] }) {
  if (rows.length === 0) return null;
  return (
    <section class="board" aria-label={title}>
      <h3>{title}</h3>
      <ol>
        {rows.map(({ name, score }, i) => (
          <li key={i}>
            <span class="rank">{i + 1}</span>
            <bdi>{name}</bdi>
            <span class="score">{formatNumber(score)}</span>
          </li>
        ))}
      </ol>
    </section>
  );
}
