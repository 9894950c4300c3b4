/** Metrics: the rooms' table, bounded labels, and text that Prometheus reads. */
import assert from 'node:assert/strict';
import { metricTable } from '../../../rooms/metrics.ts';
import { createMetrics } from '../../../server/metrics/prometheus.ts';
import type { ServerMetrics } from '../../../server/metrics/prometheus.ts';
import { commands, errors } from '../../../shared/protocol/index.ts';

describe('metrics', () => {
  let metrics: ServerMetrics;
  beforeEach(() => {
    metrics = createMetrics({ version: '1.2.3', games: ['tap-race'], inputs: ['tap'] });
  });
  afterEach(() => metrics.close());

  async function value(series: string): Promise<string | undefined> {
    const text = await metrics.text();
    return text
      .split('\n')
      .find((line) => line.startsWith(`${series} `))
      ?.split(' ')[1];
  }

  it('[OPS-10] every metric of the rooms’ table is exported with its help and kind', async () => {
    const text = await metrics.text();
    for (const [name, { kind, help }] of Object.entries(metricTable)) {
      assert.ok(text.includes(`# HELP ${name} ${help}`), name);
      assert.ok(text.includes(`# TYPE ${name} ${kind}`), name);
    }
  });

  it('[OPS-10] counts, gauges and histograms show what was reported', async () => {
    metrics.count('drumroll_ticks_total', 3);
    metrics.count('drumroll_commands_total', 1, { command: 'round.start', outcome: 'accepted' });
    metrics.set('drumroll_viewers', 42);
    metrics.observe('drumroll_patch_bytes', 100);
    assert.equal(await value('drumroll_ticks_total'), '3');
    assert.equal(await value('drumroll_commands_total{command="round.start",outcome="accepted"}'), '1');
    assert.equal(await value('drumroll_viewers'), '42');
    assert.equal(await value('drumroll_patch_bytes_bucket{le="64"}'), '0');
    assert.equal(await value('drumroll_patch_bytes_bucket{le="256"}'), '1');
    assert.equal(await value('drumroll_patch_bytes_sum'), '100');
  });

  it('[OPS-11] series whose labels are known beforehand start at zero', async () => {
    for (const code of Object.keys(errors)) assert.equal(await value(`drumroll_refusals_total{code="${code}"}`), '0', code);
    for (const command of Object.keys(commands))
      assert.equal(await value(`drumroll_commands_total{command="${command}",outcome="refused"}`), '0', command);
    for (const series of [
      'drumroll_feed_gaps_total',
      'drumroll_requests_total{type="chat",outcome="refused"}',
      'drumroll_joins_total{role="overlay",outcome="ok"}',
      'drumroll_rounds_total{game="tap-race",outcome="aborted"}',
      'drumroll_chat_lines_total{outcome="skipped"}',
      'drumroll_gifts_total{outcome="too-late"}',
      'drumroll_gifts_total{outcome="busy"}',
      'drumroll_votes_total{kind="poll",outcome="counted"}',
      'drumroll_battles_total{role="mirror",status="forfeited"}',
      'drumroll_polls_total',
    ])
      assert.equal(await value(series), '0', series);
  });

  it('[OPS-11] what a client invents becomes no series of its own', async () => {
    for (let i = 0; i < 50; i++)
      metrics.count('drumroll_inputs_total', 1, { game: 'tap-race', type: `x${i}`, outcome: 'refused' });
    assert.equal(await value('drumroll_inputs_total{game="tap-race",type="other",outcome="refused"}'), '50');
    assert.ok(!(await metrics.text()).includes('"x1"'));
    metrics.count('drumroll_battles_total', 1, { role: 'referee', status: 'over' });
    assert.equal(
      await value('drumroll_battles_total{role="referee",status="over"}'),
      '1',
      'a role in a battle is none of a token',
    );
    metrics.http({ method: 'BREW', route: 'unmatched', status: 404, seconds: 0.001 });
    assert.equal(await value('drumroll_http_requests_total{method="other",route="unmatched",status="404"}'), '1');
  });

  it('[OPS-12] HTTP requests are counted and timed by route pattern', async () => {
    metrics.http({ method: 'GET', route: '/api/v1/shows/:show', status: 200, seconds: 0.004 });
    assert.equal(await value('drumroll_http_requests_total{method="GET",route="/api/v1/shows/:show",status="200"}'), '1');
    assert.equal(await value('drumroll_http_request_duration_seconds_bucket{le="0.005",route="/api/v1/shows/:show"}'), '1');
  });

  it('[OPS-12] the build, the process and its event loop are told', async () => {
    assert.equal(await value(`drumroll_build_info{version="1.2.3",node="${process.version}"}`), '1');
    assert.ok(Number(await value('process_resident_memory_bytes')) > 1e6);
    assert.ok(Number(await value('process_cpu_seconds_total')) > 0);
    assert.ok(Number(await value('drumroll_event_loop_delay_p99_seconds')) >= 0);
    const busy = Number(await value('drumroll_event_loop_utilization_ratio'));
    assert.ok(busy >= 0 && busy <= 1);
  });
});
