/** The pages: served from memory, cached by content, and under a policy that runs only our own scripts. */
import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { loadPages } from '../../../server/http/pages.ts';
import { requestFor, testFront } from '../../support/front.ts';
import type { TestFront } from '../../support/front.ts';

const script = `console.log(${JSON.stringify('x'.repeat(5000))})`;

describe('pages', () => {
  let folder: string;
  let site: TestFront;

  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'drumroll-web-'));
    const files: Record<string, string | Uint8Array> = {
      'viewer/index.html': '<!doctype html><title>viewer</title>',
      'panel/index.html': '<!doctype html><title>panel</title>',
      'overlay/index.html': '<!doctype html><title>overlay</title>',
      'checkout/index.html': '<!doctype html><title>checkout</title>',
      'assets/viewer-abc123.js': script,
      'assets/noise-abc123.woff2': new Uint8Array(4096),
      'favicon.svg': '<svg/>',
      '.vite/manifest.json': '{}',
      '.inputs': 'hash',
    };
    for (const [name, content] of Object.entries(files)) {
      mkdirSync(dirname(join(folder, name)), { recursive: true });
      writeFileSync(join(folder, name), content);
    }
    site = testFront({ deps: { pages: loadPages(folder, { embedders: ['https://shop.example'] }) } });
  });
  after(() => rmSync(folder, { recursive: true }));

  for (const [path, title] of [
    ['/', 'viewer'],
    ['/panel', 'panel'],
    ['/overlay', 'overlay'],
    ['/checkout', 'checkout'],
  ] as const) {
    it(`[WIRE-41] ${path} is the ${title} page, under a policy without inline scripts or styles`, async () => {
      const { status, headers, text } = await site.call('GET', path);
      assert.equal(status, 200);
      assert.ok(text.includes(`<title>${title}</title>`));
      assert.equal(headers['content-type'], 'text/html; charset=utf-8');
      const policy = headers['content-security-policy'] ?? '';
      assert.ok(policy.includes("script-src 'self';"), policy);
      assert.ok(policy.includes("connect-src 'self' ws: wss:"), policy);
      assert.ok(!policy.includes('unsafe'), policy);
      assert.ok(policy.endsWith("frame-ancestors 'self' https://shop.example"), policy);
      assert.ok(headers['permissions-policy']?.includes('camera=()'));
      assert.equal(headers['x-content-type-options'], 'nosniff');
      assert.equal(headers['cache-control'], 'no-cache');
    });
  }

  it('[PAGE-91] the demo shop is nobody’s where there is no demo', async () => {
    const real = testFront({ deps: { pages: loadPages(folder, { embedders: [], without: ['/checkout'] }) } });
    assert.equal((await real.call('GET', '/checkout')).status, 404);
    assert.equal((await real.call('GET', '/checkout/index.html')).status, 404);
    assert.equal((await real.call('GET', '/overlay')).status, 200);
  });

  it('[WIRE-42] assets named by their content are cached for ever, other files are asked for again', async () => {
    const asset = await site.call('GET', '/assets/viewer-abc123.js');
    assert.equal(asset.headers['cache-control'], 'public, max-age=31536000, immutable');
    assert.equal(asset.headers['content-type'], 'text/javascript; charset=utf-8');
    assert.equal(asset.text, script);
    assert.equal((await site.call('GET', '/favicon.svg')).headers['cache-control'], 'no-cache');
  });

  it('[WIRE-42] a file that is known by its ETag is not sent again', async () => {
    const first = await site.call('GET', '/');
    const etag = first.headers['etag'] ?? '';
    for (const known of [etag, `W/${etag}`, `"other", ${etag}`, '*']) {
      const again = await site.call('GET', '/', { headers: { 'if-none-match': known } });
      assert.deepEqual([again.status, again.text, again.headers['etag']], [304, '', etag]);
    }
    assert.equal((await site.call('GET', '/', { headers: { 'if-none-match': '"other"' } })).status, 200);
  });

  it('[WIRE-42] text is sent gzipped to whoever accepts it, and only then', async () => {
    const get = (accept: string) =>
      site.front.handle(requestFor('GET', '/assets/viewer-abc123.js', { headers: { 'accept-encoding': accept } }));
    for (const accept of ['gzip', 'deflate, gzip;q=0.5, br', 'GZIP']) {
      const { headers, body } = await get(accept);
      assert.equal(headers['content-encoding'], 'gzip', accept);
      assert.equal(gunzipSync(body as Uint8Array).toString(), script);
      assert.ok(headers['vary']?.includes('accept-encoding'));
    }
    for (const accept of ['', 'br', 'gzip;q=0', 'x-gzip-not'])
      assert.equal((await get(accept)).headers['content-encoding'], undefined, accept);
    const font = requestFor('GET', '/assets/noise-abc123.woff2', { headers: { 'accept-encoding': 'gzip' } });
    assert.equal((await site.front.handle(font)).headers['content-encoding'], undefined);
  });

  it('[WIRE-43] nothing outside the build and none of its hidden files is served', async () => {
    for (const path of [
      '/.vite/manifest.json',
      '/.inputs',
      '/assets/../package.json',
      '/assets/..%2f..%2fpackage.json',
      '/assets/%2e%2e/%2e%2e/package.json',
      '//etc/passwd',
      '/viewer/index.html',
      '/assets',
      '/assets/',
      '/panel/',
    ])
      assert.equal((await site.call('GET', path)).status, 404, path);
  });

  it('[WIRE-43] a page takes no other method than GET and HEAD', async () => {
    const answer = await site.call('POST', '/panel', { body: {} });
    assert.deepEqual([answer.status, answer.headers['allow']], [405, 'GET, HEAD, OPTIONS']);
  });

  it('[WIRE-43] without a build there are no pages, and the rest is served', async () => {
    const bare = testFront({ deps: { pages: loadPages(join(folder, 'nothing-here'), { embedders: [] }) } });
    assert.equal((await bare.call('GET', '/')).status, 404);
    assert.equal((await bare.call('GET', '/livez')).status, 200);
  });
});
