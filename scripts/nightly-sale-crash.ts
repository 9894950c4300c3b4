/** `npm run nightly:sale-crash [-- <seed>]`: kills a server fifty times in the middle of sales, and says what was broken by it. */
import { SaleCrash } from '../test/support/sale-crash/run.ts';

const cycles = 10;
const killsPerCycle = 5;

const seed = process.argv[2] ?? `nightly-${Date.now()}`;
console.log(`seed ${seed}: ${cycles} × ${killsPerCycle} kills`);
const crash = await SaleCrash.open({ seed, port: 4418, buyers: 16 });
let faults = 0;
try {
  for (let n = 1; n <= cycles; n++) {
    const report = await crash.cycle(killsPerCycle);
    const { acknowledged, unanswered } = report.counts;
    const told = `${acknowledged} grabs acknowledged, ${unanswered} asks cut off, ${report.recalled} keys asked again`;
    console.log(
      `cycle ${n}: ${told}, ${report.keptHolds} holds kept, ${report.lines.length} lines, ${report.faults.length} faults`,
    );
    for (const fault of report.faults) console.log(`  ${fault}`);
    faults += report.faults.length;
  }
} finally {
  await crash.close();
}
console.log(faults === 0 ? 'nothing was broken' : `${faults} faults, seed ${seed}`);
process.exit(faults === 0 ? 0 : 1);
