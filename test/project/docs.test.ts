/** The docs keep their word: rules have tests, paths exist, and the reference pages are what the code says. */
import assert from 'node:assert/strict';
import { existsSync, globSync, readFileSync } from 'node:fs';
import { errorsPage, metricsPage, settingsPage } from '../../scripts/reference-pages.ts';

const docs = [...globSync('docs/**/*.md'), 'README.md', 'CONTRIBUTING.md', 'CHANGELOG.md'];
const ruleId = /\b[A-Z]{2,8}-\d+\b/;

describe('the docs', () => {
  it('[DOCS-1] every rule of the spec has a test that names it', () => {
    const tested = testedRules();
    const untested = specRules().filter((rule) => !tested.has(rule));
    assert.deepEqual(untested, []);
  });

  it('[DOCS-2] every test names a rule of the spec', () => {
    const known = new Set(specRules());
    const unknown = [...testedRules()].filter((rule) => !known.has(rule));
    assert.deepEqual(unknown, []);
  });

  it('[DOCS-3] no rule is told twice', () => {
    const rules = specRules();
    assert.deepEqual(rules, [...new Set(rules)]);
  });

  it('[DOCS-4] every path that the docs name exists', () => {
    const missing = docs.flatMap((file) =>
      namedPaths(file)
        .filter((path) => !existsSync(path))
        .map((path) => `${file}: ${path}`),
    );
    assert.deepEqual(missing, []);
  });

  it('[DOCS-5] errors, metrics and configuration are documented as the code has them', () => {
    assert.equal(readFileSync('docs/errors.md', 'utf8'), errorsPage(), 'run: npm run docs');
    assert.equal(readFileSync('docs/metrics.md', 'utf8'), metricsPage(), 'run: npm run docs');
    assert.equal(readFileSync('docs/configuration.md', 'utf8'), settingsPage(), 'run: npm run docs');
  });
});

function specRules(): string[] {
  const lines = readFileSync('docs/spec.md', 'utf8').split('\n');
  return lines.filter((line) => line.startsWith('- **')).map((line) => ruleId.exec(line)?.[0] ?? line);
}

/** Named in a test's title, or the id of a law that is tried on every game. */
function testedRules(): Set<string> {
  const rules = new Set<string>();
  const collect = (files: string, pattern: RegExp) => {
    for (const file of globSync(files)) for (const [, id] of readFileSync(file, 'utf8').matchAll(pattern)) rules.add(id!);
  };
  collect('test/**/*.test.ts', /\[([A-Z]{2,8}-\d+)\]/g);
  collect('test/support/game-laws/*.ts', /\bid: '([A-Z]{2,8}-\d+)'/g);
  return rules;
}

/** Paths in backticks and in links that look like files or folders of the project. */
function namedPaths(file: string): string[] {
  const text = readFileSync(file, 'utf8').replaceAll(/^```[\s\S]*?^```/gm, '');
  const quoted = [...text.matchAll(/`([^`\s*<>{}…]+)`/g)].map(([, path]) => path!);
  const roots = ['server/', 'rooms/', 'shared/', 'web/', 'loadtest/', 'test/', 'docs/', 'deploy/', 'vendor/', 'scripts/', '.ci/'];
  return quoted.filter((path) => roots.some((root) => path.startsWith(root)));
}
