/** A viewer's inputs to one round: numbered when told, keyed when asked. */
import type { Connection } from '../../kit/connection.ts';
import type { RoundInputs } from './game-props.ts';

export function makeRoundInputs(connection: Pick<Connection, 'send' | 'request'>, round: number): RoundInputs {
  let n = 0;
  return {
    tell: (type, payload) => {
      const left = connection.send('input', { round, type, payload, n: n + 1 });
      if (left) n++;
      return left;
    },
    ask: (type, payload, key) => connection.request('input', { round, type, payload, key: `r${round}.${key}` }),
  };
}
