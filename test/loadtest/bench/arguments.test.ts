/** The benches' command line: usage instead of a stack trace. */
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { benches, readArguments, usage } from '../../../loadtest/bench/arguments.ts';

const run = promisify(execFile);

async function bench(...args: string[]): Promise<{ code: number; stdout: string; stderr: string }> {
  const given = ['--disable-warning=ExperimentalWarning', 'loadtest/bench/index.ts', ...args];
  try {
    return { code: 0, ...(await run(process.execPath, given, { timeout: 15_000 })) };
  } catch (error) {
    return error as { code: number; stdout: string; stderr: string };
  }
}

describe('the benches’ command line', () => {
  it('[OPS-43] --help prints usage with a line for each bench', async () => {
    const { code, stdout } = await bench('--help');
    assert.deepEqual([code, stdout.trim()], [0, usage]);
    for (const [name, { what }] of Object.entries(benches)) assert.match(usage, new RegExp(`^ +${name} +${what}$`, 'mv'));
  });

  it('[OPS-43] what is not understood is said, with usage and the nearest name, and without a stack trace', async () => {
    const { code, stderr } = await bench('journals');
    assert.equal(code, 2);
    assert.ok(stderr.startsWith('There is no bench journals; did you mean journal?\n'), stderr);
    assert.ok(stderr.includes(usage));
    for (const args of [[], ['--sav', 'x'], ['fanout', 'grabs'], ['toString'], ['--save']])
      assert.ok('wrong' in readArguments(args), args.join(' '));
  });

  it('[OPS-43] a bench is run as it is asked for', () => {
    assert.deepEqual(readArguments(['grabs', '--save', 'out']), { bench: 'grabs', save: 'out' });
    assert.deepEqual(readArguments(['fanout']), { bench: 'fanout', save: undefined });
    assert.deepEqual(readArguments(['fanout', '-h']), { help: true });
  });
});
