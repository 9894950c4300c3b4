/**
 * Checks the receipt of a battle or poll: `npm run verify-battle -- receipt.json`, or `-` for standard input.
 * Exits with 0 when the result follows from what was counted, 1 when it does not (something was tampered with), 2 when it cannot be read.
 */
import { readFile } from 'node:fs/promises';
import { text } from 'node:stream/consumers';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import type { Check } from '../shared/ballot/index.ts';
import { battleChecks, battleReceiptSchema } from '../shared/battle/index.ts';
import type { BattleReceipt } from '../shared/battle/index.ts';
import { pollChecks, pollReceiptSchema } from '../shared/poll/index.ts';
import type { PollReceipt } from '../shared/poll/index.ts';

const usage = 'usage: npm run verify-battle -- <receipt.json or ->';
const receiptSchema = z.discriminatedUnion('kind', [battleReceiptSchema, pollReceiptSchema]);

process.exitCode = await main();

async function main(): Promise<0 | 1 | 2> {
  let receipt: BattleReceipt | PollReceipt;
  try {
    receipt = await read();
  } catch (error) {
    console.error(
      `cannot read a battle's or poll's receipt: ${error instanceof z.ZodError ? z.prettifyError(error) : String(error)}`,
    );
    return 2;
  }
  console.log(headline(receipt));
  const checks: Check[] = receipt.kind === 'battle' ? battleChecks(receipt) : pollChecks(receipt);
  for (const { what, wrong } of checks) console.log(wrong === null ? `  ok      ${what}` : `  FAILED  ${what}: ${wrong}`);
  if (receipt.missing.length > 0)
    console.log(
      `  note    the last word of shards ${receipt.missing.join(', ')} had not arrived: what it might have changed is not checked`,
    );
  console.log('  note    that these were all the votes, likes and gifts is the receipt’s word');
  const failed = checks.filter(({ wrong }) => wrong !== null).length;
  console.log(
    failed === 0
      ? 'VERIFIED: the result follows from what was counted'
      : `NOT VERIFIED: ${failed} of ${checks.length} checks failed`,
  );
  return failed === 0 ? 0 : 1;
}

function headline(receipt: BattleReceipt | PollReceipt): string {
  const { show, id, rehearsal, result } = receipt;
  const scores = Object.entries(receipt.kind === 'battle' ? receipt.result.scores : receipt.result.votes);
  const said = scores.map(([name, score]) => `${name} ${score}`).join(', ');
  const name = `show ${show}, ${receipt.kind} ${id}${rehearsal ? ' (rehearsal)' : ''}`;
  return `${name}: ${said}; ${result.winner === null ? 'no winner' : `${result.winner} wins`}`;
}

async function read(): Promise<BattleReceipt | PollReceipt> {
  const { positionals } = parseArgs({ allowPositionals: true, options: {} });
  const [path, ...rest] = positionals;
  if (path === undefined || rest.length > 0) throw new Error(usage);
  const json = path === '-' ? await text(process.stdin) : await readFile(path, 'utf8');
  return receiptSchema.parse(JSON.parse(json));
}
