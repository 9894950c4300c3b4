/** The alerts that operators load into Prometheus: tried with its own tool, on metrics that there are. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { metricTable } from '../../rooms/metrics.ts';

const folder = fileURLToPath(new URL('../../deploy/prometheus/', import.meta.url));
const rules = readFileSync(`${folder}drumroll.rules.yml`, 'utf8');
const cases = readFileSync(`${folder}drumroll.rules.test.yml`, 'utf8');

function promtool(...args: string[]): string {
  const { status, stdout, stderr, error } = spawnSync('promtool', args, { cwd: folder, encoding: 'utf8' });
  assert.equal(status, 0, `${error?.message ?? ''}${stdout}${stderr}`);
  return stdout;
}

describe('alerts', () => {
  it('[SALE-76] fire when they should, and not when they should not', () => {
    assert.match(promtool('check', 'rules', 'drumroll.rules.yml'), /SUCCESS/v);
    assert.match(promtool('test', 'rules', 'drumroll.rules.test.yml'), /SUCCESS/v);
  });

  it('[SALE-76] each has a case in which it fires and one in which it does not', () => {
    const alerts = [...rules.matchAll(/- alert: (?<name>\w+)/gv)].map(({ groups }) => groups?.['name'] ?? '');
    assert.ok(alerts.length >= 2);
    for (const alert of alerts) {
      const tried = [...cases.matchAll(new RegExp(`alertname: ${alert}\\n +exp_alerts:(?<none> \\[\\])?`, 'gv'))];
      const fires = tried.filter(({ groups }) => groups?.['none'] === undefined);
      assert.ok(fires.length > 0 && fires.length < tried.length, alert);
    }
  });

  it('[SALE-76] they look at metrics that the server reports', () => {
    const named = new Set([...rules.matchAll(/expr: .+/gv)].flatMap(([expr]) => expr.match(/drumroll_\w+/gv) ?? []));
    assert.ok(named.size >= 2);
    for (const name of named) assert.ok(name in metricTable, name);
  });
});
