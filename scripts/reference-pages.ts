/** The reference pages as text, each built from the one table that the code itself uses. */
import { metricTable } from '../rooms/metrics.ts';
import type { MetricSpec } from '../rooms/metrics.ts';
import { settings } from '../server/settings.ts';
import { errors } from '../shared/protocol/errors.ts';
import type { ErrorSpec } from '../shared/protocol/errors.ts';

const generated = (from: string) => `<!-- Written by \`npm run docs\` from ${from}. -->`;

export function errorsPage(): string {
  const rows = Object.entries(errors as Record<string, ErrorSpec>).map(
    ([code, { status, retry, message }]) => `| \`${code}\` | ${status} | ${retry ? 'yes' : 'no'} | ${message} |`,
  );
  return page([
    '# Refusals',
    generated('`shared/protocol/errors.ts`'),
    'Every refusal has a code, a sentence, and whether the same request may succeed later. Over HTTP it has the status given here; over a socket it is `error.reason`. `detail` names what to mend; `retryAfterMs` says how long to wait.',
    ['| code | status | retry | what it says |', '|---|---|---|---|', ...rows].join('\n'),
  ]);
}

export function metricsPage(): string {
  const rows = Object.entries(metricTable as Record<string, MetricSpec>).map(([name, { kind, help, labels }]) => {
    const names = labels.map((label) => `\`${label}\``).join(', ');
    return `| \`${name}\` | ${kind} | ${names} | ${help} |`;
  });
  return page([
    '# Metrics',
    generated('`rooms/metrics.ts`'),
    'What `/metrics` exports of shows and rooms, beside the HTTP front’s (`drumroll_http_requests_total`, `drumroll_http_request_duration_seconds`), the build’s (`drumroll_build_info`) and the process’s. Labels never name a show, a round or a person.',
    ['| name | kind | labels | what it is |', '|---|---|---|---|', ...rows].join('\n'),
  ]);
}

export function settingsPage(): string {
  const rows = Object.entries(settings.shape).map(([key, schema]) => `| \`${key}\` | ${schema.description ?? ''} |`);
  return page([
    '# Configuration',
    generated('`server/settings.ts`'),
    'All configuration is environment variables. A bad or unknown `DRUMROLL_*` value stops the start and says what is allowed; `npm start -- --print-config` prints what is in force, with defaults, secrets left out.',
    ['| key | what it is |', '|---|---|', ...rows].join('\n'),
  ]);
}

function page(parts: string[]): string {
  return `${parts.join('\n\n')}\n`;
}
