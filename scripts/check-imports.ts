/** Checks that imports point one way, that nobody reads the environment behind the configuration's back, and that nothing goes in circles. */
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { environmentReaders, folderRules, impure, pureFolders } from './import-rules.ts';
import type { FolderRule } from './import-rules.ts';
import { readImports } from './read-imports.ts';
import type { Import } from './read-imports.ts';

export interface Violation {
  file: string;
  line: number;
  rule: string;
}

/** Sources by their path from the project's root. */
type Sources = ReadonlyMap<string, string>;

export function checkImports(sources: Sources): Violation[] {
  const imports = new Map([...sources].map(([file, source]) => [file, readImports(file, source)]));
  return [...sources]
    .flatMap(([file, source]) => [...brokenRules(file, imports.get(file) ?? []), ...brokenPurity(file, source)])
    .concat(cycles(imports));
}

function brokenRules(file: string, imports: readonly Import[]): Violation[] {
  const rule = ruleFor(file);
  if (!rule) return [];
  return imports
    .filter((each) => !allows(rule, each))
    .map(({ line, target }) => ({ file, line, rule: `imports ${target}, but ${rule.sentence}` }));
}

function ruleFor(file: string): FolderRule | undefined {
  return folderRules.filter(({ folder }) => isIn(file, folder)).toSorted((a, b) => b.folder.length - a.folder.length)[0];
}

function allows({ may, mayTypes = [], packages }: FolderRule, { target, ours, typesOnly }: Import): boolean {
  if (ours) return [...may, ...(typesOnly ? mayTypes : [])].some((folder) => isIn(target, folder));
  return packages === undefined || packages.some((name) => isIn(target, name));
}

function isIn(path: string, folder: string): boolean {
  return path === folder || path.startsWith(`${folder}/`);
}

const environmentRead = /\bprocess(?:\.env\b|\[['"]env)|\benv\b.*\} = process\b|from '(?:node:)?process'/;

function brokenPurity(file: string, source: string): Violation[] {
  const mayReadEnvironment = !ruleFor(file) || environmentReaders.some((reader) => reader.test(file));
  const mustBePure = pureFolders.some((folder) => isIn(file, folder));
  return source.split('\n').flatMap((text, index): Violation[] => {
    if (/^\s*(?:\/\/|\/?\*)/.test(text)) return [];
    const at = { file, line: index + 1 };
    if (!mayReadEnvironment && environmentRead.test(text)) {
      return [{ ...at, rule: 'reads the environment, but only server/config.ts and entry points do' }];
    }
    if (mustBePure && impure.test(text))
      return [{ ...at, rule: 'uses time, luck or the network, but these arrive as arguments here' }];
    return [];
  });
}

/** Each circle once, at the import that closes it. Types alone make none: they are gone when the code runs. */
function cycles(imports: ReadonlyMap<string, readonly Import[]>): Violation[] {
  const found: Violation[] = [];
  const done = new Set<string>();
  const visit = (file: string, path: readonly string[]): void => {
    for (const { target, line, ours, typesOnly } of imports.get(file) ?? []) {
      if (!ours || typesOnly || done.has(target)) continue;
      const from = path.indexOf(target);
      if (from >= 0) found.push({ file, line, rule: `goes in a circle: ${[...path.slice(from), target].join(' → ')}` });
      else visit(target, [...path, target]);
    }
    done.add(file);
  };
  for (const file of imports.keys()) if (!done.has(file)) visit(file, [file]);
  return found;
}

const folders = ['shared', 'rooms', 'server', 'web', 'loadtest', 'scripts', 'test'];

/** Every TypeScript source of the project. */
export function readSources(root: string): Sources {
  const files = folders.flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' }).map(
      (name) => `${folder}/${name.replaceAll('\\', '/')}`,
    ),
  );
  return new Map(files.filter((file) => /\.tsx?$/.test(file)).map((file) => [file, readFileSync(join(root, file), 'utf8')]));
}

if (import.meta.main) {
  const violations = checkImports(readSources(fileURLToPath(new URL('..', import.meta.url))));
  for (const { file, line, rule } of violations) console.error(`${file}:${line}: ${rule}`);
  process.exitCode = violations.length > 0 ? 1 : 0;
}
