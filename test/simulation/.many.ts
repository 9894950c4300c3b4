import { simulate } from './sim-show.ts';
const [from, to] = process.argv.slice(2).map(Number);
for (let i = from!; i < to!; i++) {
  const found = await simulate({ seed: `m${i}`, viewers: 60 + (i % 5) * 60, weather: { lose: 0.05 * (i % 7), repeat: 0.1 * (i % 4), delayMs: 1 + 40 * (i % 4) }, crashes: i % 5 });
  if (found.wrong.length) console.log(`m${i}`, found.wrong.length, found.wrong[0]!.slice(0, 400));
}
console.log('done', from, to);
