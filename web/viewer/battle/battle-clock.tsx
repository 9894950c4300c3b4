/** The battle's clock: how long until it starts, or how long votes are taken. */
import { overtimeMs } from '../../../shared/battle/terms.ts';
import { phaseEndsAt } from '../../kit/battle-now.ts';
import type { BattleJson, BattlePhase } from '../../kit/battle-now.ts';
import { CountdownRing } from '../../kit/countdown.tsx';
import { useRingStart } from '../../kit/use-ring-start.ts';
import { useViewer } from '../context.ts';

export function BattleClock({ battle, phase }: { battle: BattleJson; phase: BattlePhase }) {
  const endsAt = phaseEndsAt(battle, phase);
  if (endsAt === null) return null;
  if (phase === 'ready') return <StartRing startsAt={endsAt} />;
  if (phase === 'running') return <Ring startsAt={battle.startedAt} endsAt={endsAt} />;
  return phase === 'overtime' ? <Ring startsAt={endsAt - overtimeMs} endsAt={endsAt} /> : null;
}

function StartRing({ startsAt }: { startsAt: number }) {
  const { clock } = useViewer().connection;
  return <Ring startsAt={useRingStart(clock, startsAt)} endsAt={startsAt} />;
}

function Ring(span: { startsAt: number; endsAt: number }) {
  const { clock } = useViewer().connection;
  return <CountdownRing clock={clock} {...span} />;
}
