/** Every metric the rooms report, in one table; labels are bounded, and never name a show, round or person. */

export const metricTable = {
  drumroll_viewers: { kind: 'gauge', help: 'Viewers connected to this process.', labels: [] },
  drumroll_joins_total: { kind: 'counter', help: 'Joins by role and outcome.', labels: ['role', 'outcome'] },
  drumroll_requests_total: { kind: 'counter', help: 'Viewer requests by type and outcome.', labels: ['type', 'outcome'] },
  drumroll_refusals_total: { kind: 'counter', help: 'Refusals by code.', labels: ['code'] },
  drumroll_handler_errors_total: { kind: 'counter', help: 'Handlers that threw; the action was aborted.', labels: ['where'] },
  drumroll_commands_total: { kind: 'counter', help: 'Streamer commands by name and outcome.', labels: ['command', 'outcome'] },
  drumroll_ticks_total: { kind: 'counter', help: 'Published ticks.', labels: [] },
  drumroll_feed_patches_total: { kind: 'counter', help: 'Encoded state patches.', labels: [] },
  drumroll_feed_keyframes_total: { kind: 'counter', help: 'Encoded keyframes.', labels: [] },
  drumroll_feed_gaps_total: { kind: 'counter', help: 'Gaps in a feed that asked for a keyframe.', labels: [] },
  drumroll_feed_resyncs_total: { kind: 'counter', help: 'Connections that were given the whole state again.', labels: [] },
  drumroll_feed_stale_viewers: { kind: 'gauge', help: 'Connections that miss frames right now.', labels: [] },
  drumroll_rounds_total: { kind: 'counter', help: 'Ended rounds by game and outcome.', labels: ['game', 'outcome'] },
  drumroll_battles_total: { kind: 'counter', help: 'Ended battles by role and status.', labels: ['role', 'status'] },
  drumroll_polls_total: { kind: 'counter', help: 'Closed polls.', labels: [] },
  drumroll_inputs_total: { kind: 'counter', help: 'Inputs by game, type and outcome.', labels: ['game', 'type', 'outcome'] },
  drumroll_inputs_lost_total: {
    kind: 'counter',
    help: 'Fire-and-forget inputs that a crash lost, by the gap in their numbers.',
    labels: [],
  },
  drumroll_chat_lines_total: { kind: 'counter', help: 'Chat lines shown, or sampled out.', labels: ['outcome'] },
  drumroll_snapshots_total: { kind: 'counter', help: 'Snapshots that shards gave their stages.', labels: [] },
  drumroll_missing_finals_total: {
    kind: 'counter',
    help: 'Shards whose final word on a phase or ballot did not arrive in time.',
    labels: [],
  },
  drumroll_grabs_total: { kind: 'counter', help: 'Answered grabs by outcome.', labels: ['outcome'] },
  drumroll_gifts_total: {
    kind: 'counter',
    help: 'Gifts that were kept, by whether they count or why not; and refused ones, by the code.',
    labels: ['outcome'],
  },
  drumroll_votes_total: {
    kind: 'counter',
    help: 'Answered votes, for a battle or poll, by outcome: counted, repeated, or the code of the refusal.',
    labels: ['kind', 'outcome'],
  },
  drumroll_ledger_lines_total: { kind: 'counter', help: 'Durable lines of the sale ledger by kind.', labels: ['kind'] },
  drumroll_ledger_lost: { kind: 'gauge', help: 'Sales that were stopped because their ledger is gone.', labels: [] },
  drumroll_ledger_unavailable_total: {
    kind: 'counter',
    help: 'Asks that the ledger could not write, by what stood in the way.',
    labels: ['trouble'],
  },
  drumroll_webhook_deliveries_total: {
    kind: 'counter',
    help: 'Attempts to deliver a webhook, by event and outcome.',
    labels: ['event', 'outcome'],
  },
  drumroll_webhook_lag_seconds: { kind: 'gauge', help: 'Age of the oldest event that is not delivered.', labels: [] },
  drumroll_webhook_dead_letters: { kind: 'gauge', help: 'Deliveries that were given up.', labels: [] },
  drumroll_ledger_commit_duration_seconds: {
    kind: 'histogram',
    help: 'From an ask handed to the ledger until its answer is durable.',
    labels: [],
    buckets: [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1],
  },
  drumroll_patch_bytes: {
    kind: 'histogram',
    help: 'Size of encoded patches in bytes.',
    labels: [],
    buckets: [64, 256, 1024, 4096, 16384, 65536],
  },
  drumroll_tick_duration_seconds: {
    kind: 'histogram',
    help: 'Merge, reduce, view and encode of one tick.',
    labels: [],
    buckets: [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1],
  },
  drumroll_commit_duration_seconds: {
    kind: 'histogram',
    help: 'From a write handed to the journal until it is durable.',
    labels: [],
    buckets: [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1],
  },
} as const satisfies Record<string, MetricSpec>;

export type MetricSpec =
  | { kind: 'counter' | 'gauge'; help: string; labels: readonly string[] }
  | { kind: 'histogram'; help: string; labels: readonly string[]; buckets: readonly number[] };

export type MetricName = keyof typeof metricTable;
type Labels<N extends MetricName> = { [L in (typeof metricTable)[N]['labels'][number]]: string };
type NamesOf<Kind> = { [N in MetricName]: (typeof metricTable)[N]['kind'] extends Kind ? N : never }[MetricName];
type Rest<N extends MetricName> = keyof Labels<N> extends never ? [] : [labels: Labels<N>];

export interface Metrics {
  count<N extends NamesOf<'counter'>>(name: N, by: number, ...labels: Rest<N>): void;
  set<N extends NamesOf<'gauge'>>(name: N, value: number, ...labels: Rest<N>): void;
  observe<N extends NamesOf<'histogram'>>(name: N, value: number, ...labels: Rest<N>): void;
}
