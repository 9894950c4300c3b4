/** The battle on air: a bar over the full width, as low as it can be. */
import type { Connection } from '../../kit/connection.ts';
import { useLinger } from '../layers/use-linger.ts';
import { Battle } from './battle.tsx';
import { useBattle } from './use-contests.ts';

export function BattleLayer({ connection }: { connection: Connection }) {
  const { shown, leaving } = useLinger(useBattle(connection));
  if (!shown) return null;
  return (
    <section key={shown.battle.id} class="battle" data-phase={shown.phase} data-leaving={leaving}>
      <Battle scene={shown} clock={connection.clock} />
    </section>
  );
}
