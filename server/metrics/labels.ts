/** Which values a label may take, and the series that exist from the start, so that a rate is right from the first event on. */
import { metricTable } from '../../rooms/metrics.ts';
import { commands, errors, roles, viewerRequests } from '../../shared/protocol/index.ts';

/** A label that is not named here takes whatever the code gives it. */
export type KnownLabels = Readonly<Record<string, ReadonlySet<string>>>;

export function knownLabels(games: readonly string[], inputs: readonly string[]): KnownLabels {
  return {
    role: new Set(roles),
    code: new Set(Object.keys(errors)),
    command: new Set(Object.keys(commands)),
    type: new Set([...Object.keys(viewerRequests), ...inputs, 'unknown']),
    game: new Set(games),
  };
}

const commandOutcomes = ['accepted', 'refused'];

/** Every counter series whose labels are known beforehand; counters without labels begin at 0 by themselves. */
export function zeroSeries(known: KnownLabels): [name: string, labels: Record<string, string>][] {
  const commandSeries = [...(known['command'] ?? [])].flatMap((command) =>
    commandOutcomes.map((outcome) => ['drumroll_commands_total', { command, outcome }] as [string, Record<string, string>]),
  );
  const single = Object.entries(metricTable).flatMap(([name, { kind, labels }]) => {
    const [label] = labels;
    if (kind !== 'counter' || labels.length !== 1 || label === undefined) return [];
    return [...(known[label] ?? [])].map((value) => [name, { [label]: value }] as [string, Record<string, string>]);
  });
  return [...single, ...commandSeries];
}
