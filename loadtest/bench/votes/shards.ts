/** All shards of a show's crowd in this process, without sockets and without a stage: what a stage would hear is kept. */
import { Crowd } from '../../../rooms/crowd/crowd.ts';
import type { Member } from '../../../rooms/crowd/member.ts';
import { OwnQueue } from '../../../rooms/crowd/own-queue.ts';
import type { Journal } from '../../../rooms/journal.ts';
import type { Log, Services } from '../../../rooms/services.ts';
import type { CrowdEnd, EdgeBallot, Snapshot } from '../../../rooms/stage-wire.ts';
import { systemClock } from '../../../server/clock.ts';
import { createMemoryBattleWire } from '../../../server/memory/battle-wire.ts';
import { createMemoryLedger } from '../../../server/memory/ledger.ts';
import { refuse } from '../../../shared/protocol/index.ts';

export interface Shards {
  crowd: Crowd;
  /** The newest snapshot of each shard. */
  readonly newest: ReadonlyMap<number, Snapshot>;
  /** How many there were. */
  sent(): number;
  /** Asks every shard for its snapshot, as a tick does. */
  pull(): void;
}

const silent: Log = { info() {}, warn() {}, error: (data) => console.error(data) };

export function openShards(journal: Journal, { shards, ballot }: { shards: number; ballot: EdgeBallot }): Shards {
  const newest = new Map<number, Snapshot>();
  let sent = 0;
  let end: CrowdEnd | null = null;
  const keep = (snapshot: Snapshot) => {
    sent++;
    newest.set(snapshot.shard, snapshot);
  };
  const services: Services = {
    clock: systemClock,
    journal,
    ledger: createMemoryLedger(),
    wire: {
      lead: () => {
        throw new Error('this crowd has no stage');
      },
      follow: (_show, crowdEnd) => {
        end = crowdEnd;
        return { snapshot: keep, dirty: () => {}, wantKeyframe: () => {}, close: () => {} };
      },
    },
    battles: createMemoryBattleWire(),
    fanout: { subscribe: () => {}, unsubscribe: () => {}, publish: () => {}, sweep: () => {}, stale: () => 0 },
    identity: { verify: () => Promise.resolve(refuse('auth/missing')) },
    metrics: { count: () => {}, set: () => {}, observe: () => {} },
    log: silent,
    games: {},
    limits: { chatLinesPerSecond: 10, chatMaxLength: 200, blockedWords: [], maxMessagesPerSecond: 60, staleKillMs: 20_000 },
    secretHex: () => '00',
  };
  const crowd = new Crowd(services, { show: 'bench', shards, own: new OwnQueue(systemClock) });
  const order = { epoch: 1, status: 'live' as const, muted: [], banned: [], bots: 0, phase: null, sales: [] };
  // The ballot comes with the second order: it is new, and there is nothing to be read of it.
  end!.onOrder({ ...order, rev: 1, ballots: [] });
  end!.onOrder({ ...order, rev: 2, ballots: [ballot] });
  return { crowd, newest, sent: () => sent, pull: () => end!.onPull() };
}

/** Somebody who is here, and to whom nothing is sent. */
export function benchMember(viewer: string): Member {
  const nowhere = { tell: () => {}, dismiss: () => {} };
  return { viewer, name: viewer, watching: false, level: 0, address: '203.0.113.7', ...nowhere };
}
