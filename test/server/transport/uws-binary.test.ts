/** The native binary: loaded only when it is the one that was checked. */
import assert from 'node:assert/strict';
import { appendFileSync, copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { loadConfig } from '../../../server/config.ts';
import { createTransport } from '../../../server/transport/create-transport.ts';
import { thisMachine, verifyUwsBinary } from '../../../server/transport/uws-binary.ts';
import { testFront } from '../../support/front.ts';

const machines: [platform: string, arch: string][] = [
  ['linux', 'x64'],
  ['linux', 'arm64'],
  ['linux', 'arm'],
  ['darwin', 'x64'],
  ['darwin', 'arm64'],
  ['win32', 'x64'],
];

function deps(transport: 'uws' | 'ws') {
  const { front, clock, deps: all } = testFront();
  const warned: object[] = [];
  const log = { ...all.log, warn: (data: object) => void warned.push(data) };
  return { warned, config: loadConfig({ TRANSPORT: transport }), front, clock, log };
}

function tampered(): never {
  throw new Error('not the binary that was checked');
}

describe('native binary', () => {
  for (const [platform, arch] of machines) {
    it(`[OPS-17] the installed binary for ${platform} ${arch} is the one that was checked`, () => {
      assert.equal(verifyUwsBinary({ platform, arch, abi: '127' }).kind, 'verified');
    });
  }

  it('[OPS-17] one changed byte and it is refused, not loaded', () => {
    const folder = mkdtempSync(join(tmpdir(), 'drumroll-uws-'));
    const found = verifyUwsBinary({ platform: 'linux', arch: 'x64', abi: '127' });
    assert.ok(found.kind === 'verified');
    const copy = join(folder, basename(found.file));
    copyFileSync(found.file, copy);
    assert.equal(verifyUwsBinary({ platform: 'linux', arch: 'x64', abi: '127' }, folder).kind, 'verified');
    appendFileSync(copy, Buffer.from([0]));
    assert.throws(
      () => verifyUwsBinary({ platform: 'linux', arch: 'x64', abi: '127' }, folder),
      /not the binary that was checked.*TRANSPORT=ws/,
    );
    rmSync(folder, { recursive: true });
  });

  it('[OPS-17] where no binary fits there is none', () => {
    for (const machine of [
      { platform: 'linux', arch: 'x64', abi: '137' },
      { platform: 'linux', arch: 'riscv64', abi: '127' },
      { platform: 'freebsd', arch: 'x64', abi: '127' },
    ])
      assert.equal(verifyUwsBinary(machine).kind, 'none');
    assert.equal(verifyUwsBinary(thisMachine, '/nowhere').kind, 'none');
  });

  it('[OPS-18] the transport asked for is the transport built', async () => {
    for (const kind of ['uws', 'ws'] as const) {
      const made = deps(kind);
      const kit = await createTransport(made);
      assert.deepEqual([kit.kind, made.warned], [kind, []]);
      kit.transport.shutdown();
    }
  });

  it('[OPS-18] without a fitting binary ws takes over, with a warning that says why', async () => {
    const made = deps('uws');
    const kit = await createTransport({ ...made, verify: () => ({ kind: 'none', reason: 'no known binary for this machine' }) });
    assert.deepEqual([kit.kind, made.warned], ['ws', [{ reason: 'no known binary for this machine' }]]);
    kit.transport.shutdown();
  });

  it('[OPS-18] a binary that was tampered with stops the start instead', async () => {
    await assert.rejects(createTransport({ ...deps('uws'), verify: tampered }), /not the binary/);
  });
});
