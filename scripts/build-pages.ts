/**
 * Builds the pages into dist/web. With --if-needed it does nothing when what they are made of has not changed since the last build.
 */
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
/** What the pages are made of: the sources, and through the lockfile every package. */
const ingredients = ['web', 'shared', 'package-lock.json'];
const output = 'dist/web';
const pages = ['viewer', 'panel', 'overlay', 'checkout'];

/** One hash over the names and contents of files and folders, the same on every machine. */
export function fingerprint(folder: string, names: readonly string[]): string {
  const hash = createHash('sha256');
  for (const name of names.flatMap((each) => filesIn(folder, each)).toSorted()) {
    hash
      .update(`${name}\0`)
      .update(readFileSync(join(folder, name)))
      .update('\0');
  }
  return hash.digest('hex');
}

function filesIn(folder: string, name: string): string[] {
  const path = join(folder, name);
  if (!existsSync(path)) return [];
  if (statSync(path).isFile()) return [name];
  const entries = readdirSync(path, { withFileTypes: true, recursive: true });
  return entries.filter((entry) => entry.isFile()).map((entry) => relative(folder, join(entry.parentPath, entry.name)));
}

/** Whether the last build was made of exactly this, and is all there. */
export function isBuilt(folder: string, wanted: string): boolean {
  const stamp = join(folder, '.inputs');
  const complete = pages.every((page) => existsSync(join(folder, page, 'index.html')));
  return complete && existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted;
}

async function buildPages(): Promise<void> {
  const { build } = await import('vite');
  await build({ configFile: join(root, 'web/vite.config.ts'), logLevel: 'warn' });
}

if (import.meta.main) {
  const wanted = fingerprint(root, ingredients);
  if (process.argv.includes('--if-needed') && isBuilt(join(root, output), wanted)) {
    console.log('The pages are up to date.');
  } else {
    const startedAt = performance.now();
    await buildPages();
    // Written last: a build that was cut short is done again.
    writeFileSync(join(root, output, '.inputs'), wanted);
    console.log(`The pages were built in ${((performance.now() - startedAt) / 1000).toFixed(1)} s.`);
  }
}
