/** The battle card: who fights, how it stands, how long it goes on, and a vote for each side. */
import { useState } from 'preact/hooks';
import { BattleBar } from '../../kit/battle-bar.tsx';
import { isBattleOver, isCritical, isFought, isMisty, verdictOf } from '../../kit/battle-now.ts';
import { leadOf } from '../../kit/battle-sides.ts';
import { contestT, leadText } from '../../kit/contest-text.ts';
import { someVotes } from '../contest/own-votes.ts';
import { votesT } from '../contest/texts.ts';
import type { Cast } from '../contest/voter.ts';
import { useFresh } from '../sale/use-fresh.ts';
import { t } from '../texts.ts';
import { BattleClock } from './battle-clock.tsx';
import { BattleEnd } from './battle-end.tsx';
import { BattleMore } from './battle-more.tsx';
import { OwnLine } from './own-line.tsx';
import type { Step } from './own-line.tsx';
import { SideBlock } from './side-block.tsx';
import { Supporters } from './supporters.tsx';
import type { BattleNow } from './use-battle.ts';

export function BattleCard({ now: given, onVote }: { now: BattleNow; onVote: (cast: Cast) => void }) {
  const { battle, phase, now, sides, mine } = given;
  const [step, setStep] = useState<Step>('one');
  const fresh = useFresh(battle.id);
  const misty = isMisty(battle, phase, now);
  const critical = isCritical(battle, phase, now);
  const lead = isFought(phase) && !misty ? leadOf(sides) : null;
  const perPress = Math.min(mine.free, { one: 1, some: someVotes, all: mine.free }[step]);
  return (
    <section
      class="battle glass"
      aria-labelledby="battle-title"
      data-battle={battle.id}
      data-phase={phase}
      data-critical={critical}
      data-misty={misty}
      data-sides={sides.length}
      {...fresh}
    >
      <header class="battle-head">
        <div class="battle-words">
          <h2 id="battle-title">
            <span class="battle-title">{contestT('battle.name')}</span>
            {battle.rehearsal && <span class="badge badge-rehearsal">{t('rehearsal')}</span>}
            {critical && (
              <span class="badge battle-times" title={contestT('battle.critical', { n: battle.criticalFactor })}>
                ×{battle.criticalFactor}
              </span>
            )}
            {phase === 'overtime' && (
              <span class="badge battle-overtime">
                {contestT('battle.overtime', { n: battle.overtime, of: battle.overtimes })}
              </span>
            )}
          </h2>
          <p class="battle-phase">{phaseText(given, misty)}</p>
        </div>
        <BattleClock battle={battle} phase={phase} />
      </header>
      <ul class="battle-sides" aria-label={votesT('battle.sides')}>
        {sides.map((side) => (
          <SideBlock
            key={side.id}
            side={side}
            given={given}
            leads={lead?.side.id === side.id}
            misty={misty}
            perPress={perPress}
            onVote={() => onVote({ option: side.id, count: perPress })}
          />
        ))}
      </ul>
      <BattleBar sides={sides} misty={misty} />
      {(verdictOf(battle) || isBattleOver(phase)) && <BattleEnd battle={battle} last={mine.last} />}
      <OwnLine given={given} step={step} onStep={setStep} />
      <Supporters sides={sides} />
      <BattleMore given={given} />
    </section>
  );
}

/** How it stands, in a few words. */
function phaseText({ phase, sides }: BattleNow, misty: boolean): string {
  switch (phase) {
    case 'ready':
      return votesT('battle.ready');
    case 'running':
    case 'overtime':
      if (misty) return contestT('battle.mist');
      return leadOf(sides) || phase === 'overtime' ? leadText(sides) : votesT('battle.running');
    case 'counting':
      return contestT('battle.counting');
    case 'verdict':
      return votesT('battle.verdict');
    case 'inviting':
    case 'over':
    case 'rejected':
    case 'expired':
    case 'cancelled':
    case 'forfeited':
      return votesT('battle.over');
  }
}
