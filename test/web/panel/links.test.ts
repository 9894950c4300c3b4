/** Addresses to give away. */
import assert from 'node:assert/strict';
import { linksTo } from '../../../web/panel/control/links.ts';

describe('links', () => {
  it('[PAGE-58] viewer and overlay links name the show, and no token', () => {
    const links = linksTo('demo', { origin: 'http://localhost:2567', language: 'zh-CN' });
    assert.equal(links.viewer, 'http://localhost:2567/?show=demo');
    assert.equal(links.overlay, 'http://localhost:2567/overlay?show=demo&lang=zh-CN');
  });
});
