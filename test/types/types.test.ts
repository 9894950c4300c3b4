/** The type tests are themselves tested: a breach that is mended makes the compiler complain. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const source = readFileSync('test/types/define-game.ts', 'utf8');

/** Compiles a text as if it stood in test/types. */
function compile(text: string): { ok: boolean; said: string } {
  const folder = mkdtempSync(join(tmpdir(), 'types-'));
  try {
    const root = resolve('.');
    symlinkSync(`${root}/node_modules`, join(folder, 'node_modules'));
    writeFileSync(join(folder, 'package.json'), '{ "type": "module" }');
    writeFileSync(join(folder, 'game.ts'), text.replaceAll("'../../", `'${root}/`));
    writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify({ extends: `${root}/tsconfig.json`, include: ['game.ts'] }));
    const { status, stdout } = spawnSync(process.execPath, ['node_modules/typescript/bin/tsc', '-p', folder], {
      encoding: 'utf8',
    });
    return { ok: status === 0, said: stdout };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

describe('the types of defineGame', () => {
  it('[GAME-95] a sound game compiles and infers everything; each planted mistake is an error', () => {
    const { ok, said } = compile(source);
    assert.ok(ok, said);
    assert.ok((source.match(/@ts-expect-error/g) ?? []).length >= 20);
  });

  it('[GAME-95] a mistake that is none any more is noticed', () => {
    const breach = "defineGame({ ...sound, initial: 'bank' });";
    assert.ok(source.includes(breach));
    const { ok, said } = compile(source.replace(breach, breach.replace('bank', 'play')));
    assert.equal(ok, false);
    assert.match(said, /TS2578: Unused '@ts-expect-error' directive/);
    assert.equal(said.match(/error TS/g)?.length, 1, said);
  });

  it('[GAME-95] a mistake that is not announced is noticed', () => {
    const { ok, said } = compile(source.replace('// @ts-expect-error a view that leaves out a field\n', ''));
    assert.equal(ok, false);
    assert.match(said, /TS2322/);
  });
});
