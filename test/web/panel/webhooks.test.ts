/** How a show's webhooks fare, at a glance. */
import assert from 'node:assert/strict';
import type { EndpointReport, WebhookReport } from '../../../rooms/webhooks.ts';
import { deadIn, healthOf } from '../../../web/panel/webhooks/report.ts';

function report(...endpoints: Partial<EndpointReport>[]): WebhookReport {
  const blank = {
    id: 'e',
    scope: 'show',
    url: 'https://shop.example',
    events: [],
    stoppedAt: null,
    waiting: 0,
    dead: 0,
  } as const;
  return { endpoints: endpoints.map((endpoint) => ({ ...blank, ...endpoint })), deadLetters: [] };
}

describe('webhooks at a glance', () => {
  it('[PAGE-113] the worst of all addresses decides', () => {
    assert.equal(healthOf(report()), 'none');
    assert.equal(healthOf(report({})), 'good');
    assert.equal(healthOf(report({}, { waiting: 3 })), 'slow');
    assert.equal(healthOf(report({ waiting: 3 }, { dead: 1 })), 'bad');
    assert.equal(healthOf(report({ stoppedAt: 5 }, {})), 'bad');
  });

  it('[PAGE-113] what was given up is counted over all addresses', () => {
    assert.equal(deadIn(report({ dead: 2 }, { dead: 3 })), 5);
  });
});
