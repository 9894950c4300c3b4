/** The folder rule: each kind of violation, planted, is found where it stands. */
import assert from 'node:assert/strict';
import { checkImports } from '../../scripts/check-imports.ts';

function found(files: Record<string, string>): string[] {
  return checkImports(new Map(Object.entries(files))).map(({ file, line, rule }) => `${file}:${line}: ${rule}`);
}

const planted: [what: string, file: string, source: string, expected: RegExp][] = [
  [
    'rooms importing the server',
    'rooms/a.ts',
    `import { x } from '../server/x.ts';`,
    /^rooms\/a\.ts:1: imports server\/x\.ts, but rooms import/,
  ],
  ['rooms importing a tool', 'rooms/a.ts', `\nimport pino from 'pino';`, /^rooms\/a\.ts:2: imports pino/],
  ['rooms importing Node', 'rooms/a.ts', `import { readFileSync } from 'node:fs';`, /imports node:fs/],
  ['shared importing rooms, even for types', 'shared/a.ts', `import type { X } from '../rooms/x.ts';`, /imports rooms\/x\.ts/],
  [
    'shared importing the schema outside of state',
    'shared/a.ts',
    `import { schema } from '@colyseus/schema';`,
    /@colyseus\/schema/,
  ],
  ['a game importing the protocol', 'shared/games/a.ts', `import { refuse } from '../protocol/index.ts';`, /a game imports/],
  ['a page importing rooms for more than types', 'web/a.ts', `import { x } from '../rooms/x.ts';`, /only types from rooms/],
  ['a page importing the server for types', 'web/a.ts', `import type { X } from '../server/x.ts';`, /imports server\/x\.ts/],
  ['a page importing Node', 'web/kit/a.tsx', `import { join } from 'node:path';`, /imports node:path/],
  ['the server importing a page', 'server/a.ts', `import '../web/a.ts';`, /imports web\/a\.ts/],
  ['the load tester importing the server', 'loadtest/a.ts', `const x = await import('../server/a.ts');`, /imports server\/a\.ts/],
  [
    'a statement over several lines',
    'rooms/a.ts',
    `import {\n  x,\n  y,\n} from '../server/x.ts';`,
    /^rooms\/a\.ts:4: imports server\/x\.ts/,
  ],
  ['a re-export', 'shared/a.ts', `export * from '../server/x.ts';`, /imports server\/x\.ts/],
  ['a type import in a type', 'shared/a.ts', `type X = typeof import('../server/x.ts');`, /imports server\/x\.ts/],
  ['the environment read in the server', 'server/a.ts', `const x = process.env['X'];`, /^server\/a\.ts:1: reads the environment/],
  ['the environment read by index', 'rooms/a.ts', `\nconst x = process['env'];`, /^rooms\/a\.ts:2: reads the environment/],
  ['the environment taken apart', 'rooms/a.ts', `const { env } = process;`, /reads the environment/],
  ['the environment imported', 'server/a.ts', `import { env } from 'node:process';`, /reads the environment/],
  ['luck in a game', 'shared/games/a.ts', `const x = Math.random();`, /uses time, luck or the network/],
  ['time in the protocol', 'shared/protocol/a.ts', `const x = Date.now();`, /uses time, luck or the network/],
];

describe('import rules', () => {
  for (const [what, file, source, expected] of planted) {
    it(`[OPS-20] finds ${what}`, () => {
      const [violation, ...more] = found({ [file]: source });
      assert.match(violation ?? 'nothing found', expected);
      assert.deepEqual(more, []);
    });
  }

  it('[OPS-20] finds a circle once, and names its way', () => {
    const files = {
      'server/a.ts': `import './b.ts';`,
      'server/b.ts': `import { c } from './c.ts';`,
      'server/c.ts': `import { a } from './a.ts';`,
    };
    assert.deepEqual(found(files), ['server/c.ts:1: goes in a circle: server/a.ts → server/b.ts → server/c.ts → server/a.ts']);
  });

  it('[OPS-20] lets pass what is allowed', () => {
    const files = {
      'shared/games/a.ts': `import { z } from 'zod';\nimport { t } from '../game-kit/index.ts';\nimport { hash32 } from '../ids.ts';`,
      'rooms/a.ts': `import { Room } from '@colyseus/core';\nimport type { B } from './b.ts';`,
      'rooms/b.ts': `import { a } from './a.ts';\n// process.env is not read here`,
      'server/config.ts': `export const x = process.env['X'];`,
      'web/a.tsx': `import { h } from 'preact';\nimport { useState } from 'preact/hooks';\nimport type { Services } from '../rooms/services.ts';`,
      'test/a.test.ts': `import { x } from '../server/x.ts';\nconst e = process.env['X'];`,
      'scripts/a.ts': `import { loadConfig } from '../server/config.ts';`,
    };
    assert.deepEqual(found(files), []);
  });
});
