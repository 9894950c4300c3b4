/** What tests need from the system: found, installed where allowed, or named in one line. */
import assert from 'node:assert/strict';
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { canRun, findChromium } from '../../scripts/find-chromium.ts';
import { setUp } from '../../scripts/setup-tests.ts';
import type { Need } from '../../scripts/setup-tests.ts';

interface Tried {
  ready: boolean;
  said: string[];
  installed: string[];
  stopped: string[];
}

/** Two needs, of which those in `there` are met; `works` says which packages an installation really brings. */
function attempt({ there = [], canInstall, works = [] }: { there?: string[]; canInstall: boolean; works?: string[] }): Tried {
  const met = new Set(there);
  const said: string[] = [];
  const installed: string[] = [];
  const stopped: string[] = [];
  const need = (name: string): Need => ({
    name,
    isThere: () => met.has(name),
    packages: [name],
    services: [`${name}-service`],
    otherwise: `get ${name}`,
  });
  const install = (packages: readonly string[]): boolean => {
    installed.push(...packages);
    for (const each of packages) if (works.includes(each)) met.add(each);
    return packages.every((each) => works.includes(each));
  };
  const stop = (services: readonly string[]) => void stopped.push(...services);
  const ready = setUp([need('browser'), need('font')], { canInstall, install, stop, say: (line) => void said.push(line) });
  return { ready, said, installed, stopped };
}

describe('set-up of the tests', () => {
  it('[OPS-22] says nothing when all is there', () => {
    assert.deepEqual(attempt({ there: ['browser', 'font'], canInstall: true }), {
      ready: true,
      said: [],
      installed: [],
      stopped: [],
    });
  });

  it('[OPS-22] installs what is missing, and only that, where it may', () => {
    const { ready, installed } = attempt({ there: ['font'], canInstall: true, works: ['browser'] });
    assert.deepEqual([ready, installed], [true, ['browser']]);
  });

  it('[OPS-22] stops the services that came along with what it installed, and no other', () => {
    assert.deepEqual(attempt({ there: ['font'], canInstall: true, works: ['browser'] }).stopped, ['browser-service']);
    assert.deepEqual(attempt({ canInstall: false }).stopped, []);
  });

  it('[OPS-22] names what is missing and how to get it, in one line, where it may not', () => {
    const { ready, said, installed } = attempt({ there: ['font'], canInstall: false });
    assert.deepEqual([ready, installed], [false, []]);
    assert.deepEqual(said, ['The tests need browser (get browser). On Debian: sudo apt-get install browser']);
  });

  it('[OPS-22] names what an installation did not bring', () => {
    const { ready, said } = attempt({ canInstall: true, works: ['font'] });
    assert.equal(ready, false);
    assert.deepEqual(said.at(-1), 'The tests need browser (get browser). On Debian: sudo apt-get install browser');
  });

  it('[OPS-23] the browser is the one that is named, or the first that is found', () => {
    const folder = mkdtempSync(join(tmpdir(), 'drumroll-bin-'));
    const own = join(folder, 'google-chrome');
    writeFileSync(own, '#!/bin/sh\n');
    chmodSync(own, 0o755);
    assert.equal(findChromium({ CHROMIUM_PATH: own, PATH: '' }), own);
    assert.equal(findChromium({ CHROMIUM_PATH: join(folder, 'not-there'), PATH: folder }), null);
    const found = findChromium({ PATH: folder });
    assert.ok(found !== null && canRun(found));
    chmodSync(own, 0o644);
    assert.equal(findChromium({ CHROMIUM_PATH: own, PATH: '' }), null);
    assert.equal(findChromium({ CHROMIUM_PATH: folder, PATH: '' }), null);
    rmSync(folder, { recursive: true });
  });
});
