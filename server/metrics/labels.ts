/** Which values labels may take, and the series that exist from the start, so that a rate is right from the first event on. */
import type { MetricName } from '../../rooms/metrics.ts';
import { webhookEvents } from '../../rooms/webhooks.ts';
import { commands, errors, giftIdles, roles, viewerRequests } from '../../shared/protocol/index.ts';

/** A label that is not named here takes whatever the code gives it. */
export type KnownLabels = Readonly<Record<string, ReadonlySet<string>>>;

/** A show's part in a battle, and how one ends. */
const battleRoles = ['host', 'referee', 'mirror'];
const battleEnds = ['over', 'rejected', 'expired', 'cancelled', 'forfeited'];

const requestTypes = [...Object.keys(viewerRequests), 'command'];

export function knownLabels(games: readonly string[], inputs: readonly string[]): KnownLabels {
  return {
    role: new Set([...roles, ...battleRoles, 'unknown']),
    code: new Set(Object.keys(errors)),
    command: new Set(Object.keys(commands)),
    type: new Set([...requestTypes, ...inputs, 'unknown']),
    game: new Set(games),
  };
}

type LabelSpace = Record<string, readonly string[]>;

/** Every counter series that is known beforehand; counters without labels begin at 0 by themselves. */
export function zeroSeries(games: readonly string[]): [name: string, labels: Record<string, string>][] {
  const spaces: Partial<Record<MetricName, LabelSpace>> = {
    drumroll_battles_total: { role: battleRoles, status: battleEnds },
    drumroll_chat_lines_total: { outcome: ['shown', 'skipped'] },
    drumroll_commands_total: { command: Object.keys(commands), outcome: ['accepted', 'refused'] },
    drumroll_gifts_total: { outcome: ['counted', ...giftIdles, 'busy'] },
    drumroll_grabs_total: { outcome: ['held', 'queued', 'sold-out'] },
    drumroll_joins_total: { role: roles, outcome: ['ok'] },
    drumroll_refusals_total: { code: Object.keys(errors) },
    drumroll_requests_total: { type: requestTypes, outcome: ['ok', 'refused'] },
    drumroll_webhook_deliveries_total: { event: webhookEvents, outcome: ['delivered', 'failed', 'dead', 'dropped'] },
    drumroll_votes_total: { kind: ['battle', 'poll'], outcome: ['counted', 'repeated', 'busy'] },
    drumroll_rounds_total: { game: games, outcome: ['settled', 'cancelled', 'aborted'] },
  };
  return Object.entries(spaces).flatMap(([name, space]) =>
    combinations(space).map((labels) => [name, labels] as [string, typeof labels]),
  );
}

function combinations(space: LabelSpace): Record<string, string>[] {
  return Object.entries(space).reduce<Record<string, string>[]>(
    (made, [label, values]) => made.flatMap((labels) => values.map((value) => ({ ...labels, [label]: value }))),
    [{}],
  );
}
