/** The rooms' metrics table, the HTTP front's and the process's own, as Prometheus text. */
import { Counter, Gauge, Histogram, Registry } from 'prom-client';
import { metricTable } from '../../rooms/metrics.ts';
import type { MetricName, MetricSpec, Metrics } from '../../rooms/metrics.ts';
import { knownLabels, zeroSeries } from './labels.ts';
import type { KnownLabels } from './labels.ts';
import { observeProcess } from './process.ts';

export interface ServerMetrics extends Metrics {
  /** One answered HTTP request; `route` is its pattern, never its path. */
  http(answered: { method: string; route: string; status: number; seconds: number }): void;
  text(): Promise<string>;
  readonly contentType: string;
  /** Stops watching the process. */
  close(): void;
}

export interface MetricsOptions {
  version: string;
  /** The ids of the registered games, and all their inputs' names. */
  games: readonly string[];
  inputs: readonly string[];
}

type Labels = Record<string, string>;

const httpBuckets = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5];
const httpMethods = new Set(['GET', 'HEAD', 'POST', 'DELETE', 'OPTIONS']);

export function createMetrics({ version, games, inputs }: MetricsOptions): ServerMetrics {
  const registry = new Registry();
  const registers = [registry];
  const known = knownLabels(games, inputs);
  const made = new Map(Object.entries(metricTable).map(([name, spec]) => [name, makeMetric(name, spec, registry)]));
  for (const [name, labels] of zeroSeries(games)) (made.get(name) as Counter).inc(labels, 0);

  const requests = new Counter({
    name: 'drumroll_http_requests_total',
    help: 'HTTP requests by method, route pattern and status.',
    labelNames: ['method', 'route', 'status'],
    registers,
  });
  const durations = new Histogram({
    name: 'drumroll_http_request_duration_seconds',
    help: 'From a request read whole to its answer made.',
    labelNames: ['route'],
    buckets: httpBuckets,
    registers,
  });
  const build = {
    name: 'drumroll_build_info',
    help: 'Always 1; the labels say what runs.',
    labelNames: ['version', 'node'],
    registers,
  };
  new Gauge(build).set({ version, node: process.version }, 1);
  const close = observeProcess(registry);

  return {
    count: (name, by, labels?: Labels) => (made.get(name) as Counter).inc(bounded(labels, known), by),
    set: (name, value, labels?: Labels) => (made.get(name) as Gauge).set(bounded(labels, known), value),
    observe: (name, value, labels?: Labels) => (made.get(name) as Histogram).observe(bounded(labels, known), value),
    http: ({ method, route, status, seconds }) => {
      requests.inc({ method: httpMethods.has(method) ? method : 'other', route, status: String(status) });
      durations.observe({ route }, seconds);
    },
    text: () => registry.metrics(),
    contentType: registry.contentType,
    close,
  };
}

function makeMetric(name: string, spec: MetricSpec, registry: Registry): Counter | Gauge | Histogram {
  const options = { name: name as MetricName, help: spec.help, labelNames: [...spec.labels], registers: [registry] };
  switch (spec.kind) {
    case 'counter':
      return new Counter(options);
    case 'gauge':
      return new Gauge(options);
    case 'histogram':
      return new Histogram({ ...options, buckets: [...spec.buckets] });
  }
}

/** Keeps a client's invention from becoming a time series of its own. */
function bounded(labels: Labels | undefined, known: KnownLabels): Labels {
  if (!labels) return {};
  const kept = { ...labels };
  for (const [label, value] of Object.entries(kept)) if (known[label]?.has(value) === false) kept[label] = 'other';
  return kept;
}
