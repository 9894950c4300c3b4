/** `npm run bench -- <fanout|grabs|journal> [--save <folder>]`: runs a bench, prints its figures as JSON, and keeps them if asked. */
import { execFileSync } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { describeMachine } from './machine.ts';

const benches: Record<string, () => Promise<{ run(): Promise<object> }>> = {
  fanout: () => import('./fanout.ts'),
  grabs: () => import('./grabs.ts'),
  journal: () => import('./journal.ts'),
};

const { values, positionals } = parseArgs({ allowPositionals: true, options: { save: { type: 'string' } } });
const [name = ''] = positionals;
const bench = benches[name];
if (!bench) {
  console.error(`usage: npm run bench -- <${Object.keys(benches).join('|')}> [--save <folder>]`);
  process.exit(2);
}
const at = new Date().toISOString();
const figures = await (await bench()).run();
const report = JSON.stringify({ schema: 1, at, commit: commit(), machine: describeMachine(), ...figures }, null, 2);
console.log(report);
if (values.save !== undefined) {
  await mkdir(values.save, { recursive: true });
  await writeFile(join(values.save, `${at.slice(0, 10)}-${name}.json`), `${report}\n`);
}
process.exit(0);

/** The commit that was measured, marked when the working tree had changes. */
function commit(): string {
  return execFileSync('git', ['describe', '--always', '--dirty', '--abbrev=12'], { encoding: 'utf8' }).trim();
}
