/** What the command line asks of the server: to start, or only to say something. */
import { nearest } from './nearest.ts';

const options = {
  '--print-config': 'print the configuration in force, without secrets, and end',
  '--help': 'print this, and end',
};

export const usage = `usage: npm start [-- <option>]

${Object.entries(options)
  .map(([name, what]) => `  ${name.padEnd(16)}  ${what}`)
  .join('\n')}

Everything else is set by environment keys: docs/configuration.md lists them.`;

/** What is to be done, or what is wrong with the arguments. */
export function readArguments(args: readonly string[]): { act: 'start' | 'print-config' | 'help' } | { wrong: string } {
  const unknown = args.find((arg) => arg !== '-h' && !Object.hasOwn(options, arg));
  if (unknown !== undefined) return { wrong: `There is no option ${unknown}${meant(unknown)}` };
  const asked = new Set(args);
  if (asked.has('--help') || asked.has('-h')) return { act: 'help' };
  return { act: asked.has('--print-config') ? 'print-config' : 'start' };
}

function meant(unknown: string): string {
  const option = nearest(unknown, Object.keys(options));
  return option === undefined ? '.' : `; did you mean ${option}?`;
}
