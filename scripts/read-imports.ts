/** Reads what a source file imports, by its text: formatted sources need no parser. */
import { posix } from 'node:path';

export interface Import {
  /** A path from the project's root for a file of ours, a package's name otherwise. */
  target: string;
  ours: boolean;
  typesOnly: boolean;
  line: number;
}

const statements = /^[ \t]*(?:import|export)\b([^'"`;]*?)\bfrom\s*['"]([^'"]+)['"]/gm;
const sideEffects = /^[ \t]*import\s*['"]([^'"]+)['"]/gm;
const dynamic = /(typeof\s+)?\bimport\(\s*['"]([^'"]+)['"]\s*\)/g;

/** `file` is a path from the project's root. */
export function readImports(file: string, source: string): Import[] {
  const found: Import[] = [];
  const add = (at: number, specifier: string, typesOnly: boolean): void => {
    const ours = specifier.startsWith('.');
    const target = ours ? posix.join(posix.dirname(file), specifier) : specifier;
    found.push({ target, ours, typesOnly, line: lineAt(source, at) });
  };
  for (const match of source.matchAll(statements)) add(endOf(match), match[2]!, /^\s+type\s/.test(match[1]!));
  for (const match of source.matchAll(sideEffects)) add(endOf(match), match[1]!, false);
  for (const match of source.matchAll(dynamic)) add(endOf(match), match[2]!, match[1] !== undefined);
  return found;
}

export function lineAt(source: string, index: number): number {
  return source.slice(0, index).split('\n').length;
}

function endOf(match: RegExpMatchArray): number {
  return (match.index ?? 0) + match[0].length;
}
