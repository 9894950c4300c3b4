/** `npm run bench -- <bench> [--save <folder>]`: runs a bench, prints its figures as JSON, and keeps them if asked. */
import { execFileSync } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { benches, readArguments, usage } from './arguments.ts';
import { describeMachine } from './machine.ts';

const asked = readArguments(process.argv.slice(2));
if ('help' in asked) {
  console.log(usage);
  process.exit(0);
}
if ('wrong' in asked) {
  console.error(`${asked.wrong}\n\n${usage}`);
  process.exit(2);
}
const { bench: name, save } = asked;
const bench: { run(): Promise<object> } = await benches[name].load();
const at = new Date().toISOString();
const figures = await bench.run();
const report = JSON.stringify({ schema: 1, at, commit: commit(), machine: describeMachine(), ...figures }, null, 2);
console.log(report);
if (save !== undefined) {
  await mkdir(save, { recursive: true });
  await writeFile(join(save, `${at.slice(0, 10)}-${name}.json`), `${report}\n`);
}
process.exit(0);

/** The commit that was measured, marked when the working tree had changes. */
function commit(): string {
  return execFileSync('git', ['describe', '--always', '--dirty', '--abbrev=12'], { encoding: 'utf8' }).trim();
}
