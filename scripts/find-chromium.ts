/** Where the tests' browser is: CHROMIUM_PATH, the usual place, or anywhere in PATH. */
import { accessSync, constants, statSync } from 'node:fs';
import { delimiter, join } from 'node:path';

const usualPlace = '/usr/bin/chromium';
const names = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome'];

export function findChromium(env: Readonly<Record<string, string | undefined>> = process.env): string | null {
  const named = env['CHROMIUM_PATH'];
  if (named) return canRun(named) ? named : null;
  if (env['PATH'] === undefined) return null;
  const inPath = env['PATH'].split(delimiter).flatMap((folder) => names.map((name) => join(folder, name)));
  return [usualPlace, ...inPath].find(canRun) ?? null;
}

export function canRun(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}
