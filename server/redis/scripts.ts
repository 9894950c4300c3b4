/** Reads the Lua scripts: one verb per file. A line `-- include: a, b` stands for the parts of these names. */
import { readFileSync } from 'node:fs';

export const verbs = [
  'open',
  'adjust',
  'close',
  'grab',
  'admit',
  'confirm',
  'release',
  'expire',
  'totals',
  'lines',
  'tail',
  'disown',
] as const;
export type Verb = (typeof verbs)[number];

const includeLine = /^-- include: (?<names>.+)$/mv;

/** Every script's text, ready for Redis. */
export function readScripts(): Map<Verb, string> {
  return new Map(verbs.map((verb) => [verb, readScript(verb)]));
}

export function readScript(name: string): string {
  return readLua(name).replace(includeLine, (_, names: string) =>
    names
      .split(', ')
      .map((part) => readLua(`parts/${part}`))
      .join('\n'),
  );
}

function readLua(name: string): string {
  return readFileSync(new URL(`scripts/${name}.lua`, import.meta.url), 'utf8');
}
