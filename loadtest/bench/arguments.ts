/** What the command line asks of the benches: which one, and whether its figures are kept. */
import { parseArgs } from 'node:util';
import { nearest } from '../../server/nearest.ts';

export const benches = {
  fanout: {
    what: 'what it costs to tell every viewer of a tick, beside a bare socket server',
    load: () => import('./fanout.ts'),
  },
  grabs: {
    what: 'what the sale ledger can take: in memory, on disk, and from a crowd on real sockets',
    load: () => import('./grabs.ts'),
  },
  journal: { what: 'what group commit is worth on this disk', load: () => import('./journal.ts') },
  votes: {
    what: 'what a crowd can vote: folded in one process, and on real sockets until everybody sees it',
    load: () => import('./votes.ts'),
  },
};
type BenchName = keyof typeof benches;

export const usage = `usage: npm run bench -- <bench> [--save <folder>]

${Object.entries(benches)
  .map(([name, { what }]) => `  ${name.padEnd(15)}  ${what}`)
  .join('\n')}

  --save <folder>  also keep the figures there, as a JSON file
  --help           print this, and end`;

type Asked = { help: true } | { bench: BenchName; save: string | undefined } | { wrong: string };

/** What is to be done, or what is wrong with the arguments. */
export function readArguments(args: readonly string[]): Asked {
  const known = parsed(args);
  if ('wrong' in known) return known;
  const { values, positionals } = known;
  if (values.help) return { help: true };
  const [name, ...rest] = positionals;
  if (name === undefined) return { wrong: 'Which bench?' };
  if (rest.length > 0) return { wrong: 'One bench at a time.' };
  if (!isBench(name)) return { wrong: `There is no bench ${name}${meant(name)}` };
  return { bench: name, save: values.save };
}

function parsed(args: readonly string[]) {
  try {
    const options = { save: { type: 'string' }, help: { type: 'boolean', short: 'h' } } as const;
    return parseArgs({ args: [...args], allowPositionals: true, options });
  } catch (error) {
    return { wrong: error instanceof Error ? error.message : String(error) };
  }
}

function isBench(name: string): name is BenchName {
  return Object.hasOwn(benches, name);
}

function meant(name: string): string {
  const bench = nearest(name, Object.keys(benches));
  return bench === undefined ? '.' : `; did you mean ${bench}?`;
}
