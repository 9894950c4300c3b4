/** The running round as components need it: selectors over the connection that change only when their part does. */
import { computed } from '@preact/signals';
import type { ReadonlySignal } from '@preact/signals';
import type { Connection } from '../../kit/connection.ts';
import { share } from '../../kit/share.ts';
import type { CueMessage } from '../../../shared/protocol/messages.ts';
import type { RoundNow } from './game-props.ts';

export interface RoundSignals {
  /** Null when no round runs. */
  round: ReadonlySignal<RoundNow | null>;
  view: ReadonlySignal<unknown>;
  own: ReadonlySignal<unknown>;
  cue: ReadonlySignal<CueMessage | null>;
}

export function roundSignals({ state, own, cue }: Pick<Connection, 'state' | 'own' | 'cue'>): RoundSignals {
  const whole = computed(() => state.value?.round ?? null);
  let last: RoundNow | null = null;
  const round = computed<RoundNow | null>(() => {
    const now = whole.value;
    if (!now || now.phase === 'over') return (last = null);
    const { id, game, phase, startedAt, endsAt, rehearsal, prize } = now;
    // The view moves with every tap; whoever watches only the phase must not.
    last = share(last, { id, game, phase, startedAt, endsAt, rehearsal, prize });
    return last;
  });
  return {
    round,
    view: computed(() => whole.value?.view ?? null),
    own: computed(() => {
      const mine = own.value?.round;
      return mine && mine.id === whole.value?.id ? (mine.own ?? null) : null;
    }),
    cue: computed(() => {
      const now = whole.value;
      const shown = cue.value;
      return now && shown?.round === now.id && shown.phase === now.phase ? shown : null;
    }),
  };
}
