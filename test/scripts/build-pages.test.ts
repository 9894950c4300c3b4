/** The pages are built again when, and only when, what they are made of has changed. */
import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fingerprint, isBuilt } from '../../scripts/build-pages.ts';

describe('build of the pages', () => {
  let root: string;
  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'drumroll-build-'));
    write('web/viewer/main.tsx', 'a');
    write('web/kit/a.ts', 'b');
    write('shared/ids.ts', 'c');
    write('package-lock.json', '{}');
    write('server/a.ts', 'd');
  });
  afterEach(() => rmSync(root, { recursive: true }));

  function write(name: string, content: string): void {
    mkdirSync(join(root, name, '..'), { recursive: true });
    writeFileSync(join(root, name), content);
  }
  const now = (): string => fingerprint(root, ['web', 'shared', 'package-lock.json']);

  const changes: [what: string, change: () => void][] = [
    ['a page', () => write('web/viewer/main.tsx', 'a!')],
    ['something shared', () => write('shared/ids.ts', 'c!')],
    ['a package', () => write('package-lock.json', '{ }')],
    ['a new file', () => write('web/kit/b.ts', '')],
    ['a name', () => renameSync(join(root, 'web/kit/a.ts'), join(root, 'web/kit/c.ts'))],
    ['where a file ends and the next begins', () => (write('web/kit/a.ts', ''), write('web/viewer/main.tsx', 'ba'))],
  ];
  for (const [what, change] of changes) {
    it(`[OPS-21] a change of ${what} asks for a build`, () => {
      const before = now();
      change();
      assert.notEqual(now(), before);
    });
  }

  it('[OPS-21] nothing changed, or something else did: no build', () => {
    const before = now();
    write('server/a.ts', 'd!');
    assert.equal(now(), before);
  });

  it('[OPS-21] a build counts when it was made of this and all pages are there', () => {
    const output = join(root, 'dist/web');
    assert.equal(isBuilt(output, now()), false);
    for (const page of ['viewer', 'panel', 'overlay', 'checkout']) write(`dist/web/${page}/index.html`, '');
    assert.equal(isBuilt(output, now()), false);
    write('dist/web/.inputs', now());
    assert.equal(isBuilt(output, now()), true);
    write('web/kit/a.ts', 'changed');
    assert.equal(isBuilt(output, now()), false);
    write('dist/web/.inputs', now());
    rmSync(join(output, 'panel/index.html'));
    assert.equal(isBuilt(output, now()), false);
  });
});
