/** What the process itself costs: processor time, memory, and how late its event loop runs. */
import { monitorEventLoopDelay, performance } from 'node:perf_hooks';
import { Counter, Gauge } from 'prom-client';
import type { Registry } from 'prom-client';

const resolutionMs = 20;

/** Registers the metrics; the function returned stops watching. */
export function observeProcess(registry: Registry): () => void {
  let cpu = { user: 0, system: 0 };
  const cpuSeconds = new Counter({
    name: 'process_cpu_seconds_total',
    help: 'Processor time used, user and system.',
    registers: [],
    collect() {
      const used = process.cpuUsage();
      this.inc((used.user - cpu.user + used.system - cpu.system) / 1e6);
      cpu = used;
    },
  });
  registry.registerMetric(cpuSeconds);
  gauge('process_start_time_seconds', 'When the process started, epoch seconds.', () => performance.timeOrigin / 1000);
  gauge('process_resident_memory_bytes', 'Memory the process holds.', () => process.memoryUsage.rss());
  gauge('drumroll_heap_used_bytes', 'JavaScript heap in use.', () => process.memoryUsage().heapUsed);

  const delay = monitorEventLoopDelay({ resolution: resolutionMs });
  delay.enable();
  // The monitor measures its own timer, which is `resolutionMs` even in an idle loop.
  const lateness = (nanoseconds: number): number => Math.max(0, nanoseconds / 1e9 - resolutionMs / 1000);
  gauge('drumroll_event_loop_delay_p50_seconds', 'Median lateness of the event loop since the last scrape.', () =>
    lateness(delay.percentile(50)),
  );
  gauge('drumroll_event_loop_delay_p99_seconds', '99th percentile of the event loop’s lateness since the last scrape.', () =>
    lateness(delay.percentile(99)),
  );
  let before = performance.eventLoopUtilization();
  // Collected last, in the order of registration: it begins the next scrape's window for the delays as well.
  gauge('drumroll_event_loop_utilization_ratio', 'How busy the event loop was since the last scrape, 0 to 1.', () => {
    const now = performance.eventLoopUtilization();
    const { utilization } = performance.eventLoopUtilization(now, before);
    before = now;
    delay.reset();
    return utilization;
  });

  return () => delay.disable();

  function gauge(name: string, help: string, read: () => number): void {
    const made = new Gauge({
      name,
      help,
      registers: [],
      collect() {
        this.set(read());
      },
    });
    registry.registerMetric(made);
  }
}
