/**
 * Checks a lucky draw's receipt: `npm run verify-draw -- receipt.json`, or `-` for standard input.
 * `--commitment <hex>` and `--digest <hex>` also compare with what you noted before entries opened and when the draw began.
 * Exits with 0 when the winners follow from seed and entries, 1 when they do not (something was tampered with), 2 when it cannot be read.
 */
import { readFile } from 'node:fs/promises';
import { text } from 'node:stream/consumers';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { checkDraw, drawReceipt } from './draw-proof.ts';
import type { DrawReceipt, Noted } from './draw-proof.ts';

const usage = 'usage: npm run verify-draw -- <receipt.json or -> [--commitment <hex>] [--digest <hex>]';

process.exitCode = await main();

async function main(): Promise<0 | 1 | 2> {
  let given: { noted: Noted; receipt: DrawReceipt };
  try {
    given = await read();
  } catch (error) {
    console.error(`cannot read a draw's receipt: ${error instanceof z.ZodError ? z.prettifyError(error) : String(error)}`);
    return 2;
  }
  const { receipt, noted } = given;
  const { show, round, entries, result, rehearsal, missingShards } = receipt;
  console.log(
    `show ${show}, round ${round}${rehearsal ? ' (rehearsal)' : ''}: ${entries.length} entries, ${result.winners.length} winners`,
  );
  const checks = checkDraw(receipt, noted);
  for (const { what, wrong } of checks) console.log(wrong === null ? `  ok      ${what}` : `  FAILED  ${what}: ${wrong}`);
  if (missingShards.length > 0)
    console.log(`  note    the last entries of shards ${missingShards.join(', ')} had not arrived when the draw was made`);
  if (!noted.commitment)
    console.log('  note    that the seed was fixed before entries opened is the receipt’s word: use --commitment');
  if (!noted.digest) console.log('  note    that the entries were fixed when the draw began is the receipt’s word: use --digest');
  const failed = checks.filter(({ wrong }) => wrong !== null).length;
  console.log(
    failed === 0
      ? 'VERIFIED: the winners follow from the seed and the entries'
      : `NOT VERIFIED: ${failed} of ${checks.length} checks failed`,
  );
  return failed === 0 ? 0 : 1;
}

async function read(): Promise<{ noted: Noted; receipt: DrawReceipt }> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { commitment: { type: 'string' }, digest: { type: 'string' } },
  });
  const [path, ...rest] = positionals;
  if (path === undefined || rest.length > 0) throw new Error(usage);
  const json = path === '-' ? await text(process.stdin) : await readFile(path, 'utf8');
  return { noted: values, receipt: drawReceipt.parse(JSON.parse(json)) };
}
