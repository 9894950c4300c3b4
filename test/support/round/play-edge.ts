/** The crowds' side of a round in memory: shards with a tally each, private records, and the gate before them. */
import type { AnyGame } from '../../../shared/game-kit/index.ts';
import type { ViewerId } from '../../../shared/ids.ts';
import { TokenBucket } from '../../../rooms/token-bucket.ts';
import { inputsOf, phaseOf } from './round-plan.ts';
import type { PlannedInput, Player, Staging } from './round-plan.ts';

interface Shard {
  tally: unknown;
  records: Map<ViewerId, unknown>;
}

export interface Edge {
  /** A phase begins: its cue goes to every viewer who has a record. */
  begin(phase: string, cue: unknown, startedAt: number): void;
  /** Takes an input through gate and fold: `accepted`, or why not. */
  take(input: PlannedInput): string;
  /** All shards' tallies as one. */
  merged(): unknown;
  /** Copies of what the shards hold. */
  look(): { tallies: unknown[]; records: Record<ViewerId, unknown> };
  owns(standing: unknown): Record<ViewerId, unknown>;
  /** The viewers whose records are entries, sorted. */
  entries(): ViewerId[];
}

const same = <T>(value: T): T => value;

export function makeEdge(game: AnyGame, settings: unknown, staging: Staging & { players: readonly Player[] }): Edge {
  const { pass = same, guard = same, shards: count = 1, shardOf = () => 0 } = staging;
  const names = new Map(staging.players.map(({ viewer, name }) => [viewer, name]));
  const shards = Array.from({ length: count }, (): Shard => ({ tally: game.edge.empty(settings), records: new Map() }));
  const home = (viewer: ViewerId): Shard => shards[shardOf(viewer) % count]!;
  const all = (): [ViewerId, unknown][] => shards.flatMap((shard) => [...shard.records]).toSorted(([a], [b]) => (a < b ? -1 : 1));
  const buckets = new Map<string, TokenBucket>();
  let phase = '';
  let cue: unknown;
  let startedAt = 0;

  const gate = ({ viewer, type, payload, elapsedMs }: PlannedInput): { payload: unknown } | string => {
    const input = Object.hasOwn(game.inputs, type) ? inputsOf(game)[type] : undefined;
    if (!input) return 'unknown-type';
    if (!phaseOf(game, phase).accepts?.includes(type)) return 'round/wrong-phase';
    const parsed = input.schema.safeParse(payload);
    if (!parsed.success) return 'bad-request';
    const bucket = `${type} ${viewer}`;
    if (!buckets.has(bucket)) buckets.set(bucket, new TokenBucket(input.limit, startedAt + elapsedMs));
    return buckets.get(bucket)!.take(1, startedAt + elapsedMs) ? { payload: parsed.data } : 'rate-limited';
  };

  return {
    begin: (nextPhase, nextCue, at) => {
      phase = nextPhase;
      cue = nextCue;
      startedAt = at;
      if (cue === undefined || !game.edge.onCue) return;
      for (const shard of shards) {
        shard.tally = pass(shard.tally);
        for (const [viewer, stored] of shard.records) {
          const mine = pass(stored);
          game.edge.onCue(shard.tally, mine, cue, guard({ viewer, name: names.get(viewer)! }), settings);
          shard.records.set(viewer, mine);
        }
      }
    },
    take: (planned) => {
      const passed = gate(planned);
      if (typeof passed === 'string') return passed;
      const { viewer, type, elapsedMs } = planned;
      const shard = home(viewer);
      shard.tally = pass(shard.tally);
      const mine = shard.records.has(viewer) ? pass(shard.records.get(viewer)) : game.edge.mine(settings);
      const from = guard({ viewer, name: names.get(viewer)!, elapsedMs, cue });
      const refusal = game.edge.fold(shard.tally, mine, guard({ type, payload: passed.payload }), from, settings);
      if (refusal) return refusal;
      shard.records.set(viewer, mine);
      return 'accepted';
    },
    merged: () => {
      const copies: unknown[] = shards.map((shard) => guard(structuredClone(shard.tally)));
      return copies.reduce((a, b) => guard(game.edge.merge(a, b, settings)));
    },
    look: () => ({
      tallies: shards.map((shard) => structuredClone(shard.tally)),
      records: Object.fromEntries(all().map(([viewer, mine]) => [viewer, structuredClone(mine)])),
    }),
    owns: (standing) =>
      Object.fromEntries(all().map(([viewer, mine]) => [viewer, pass(game.own(guard(structuredClone(mine)), standing, viewer))])),
    entries: () => all().flatMap(([viewer, mine]) => (game.entered?.(mine) ? [viewer] : [])),
  };
}
