/** The command that checks battles and polls: it verifies honest receipts and names what is wrong with others. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { battleReceipt } from '../../shared/battle/index.ts';
import { emptyTally } from '../../shared/ballot/index.ts';
import { closePoll, newPoll, pollReceipt } from '../../shared/poll/index.ts';
import { fullBattle } from '../support/battle/play.ts';
import { must, noon } from '../support/battle/sample.ts';

const battle = battleReceipt(fullBattle());
const choices = [{ text: 'Tea' }, { text: 'Coffee' }];
const open = newPoll({
  id: 'poll-1',
  question: 'What?',
  choices,
  durationMs: 10_000,
  results: 'end',
  rehearsal: true,
  now: noon,
});
const poll = pollReceipt(
  closePoll(must(open), { now: noon + 10_000, reason: 'time', tally: emptyTally(), missing: [3] }),
  'demo',
);

function run(args: readonly string[], input = ''): { status: number | null; out: string; err: string } {
  const { status, stdout, stderr } = spawnSync(process.execPath, ['scripts/verify-battle.ts', ...args], {
    input,
    encoding: 'utf8',
  });
  return { status, out: stdout, err: stderr };
}

describe('npm run verify-battle', () => {
  let folder: string;
  before(() => void (folder = mkdtempSync(join(tmpdir(), 'verify-battle-'))));
  after(() => rmSync(folder, { recursive: true }));

  const save = (name: string, body: unknown): string => {
    const path = join(folder, name);
    writeFileSync(path, typeof body === 'string' ? body : JSON.stringify(body));
    return path;
  };

  it('[BATTLE-49] it exits with 0 and says so when a receipt holds, from a file or from standard input', () => {
    const fromFile = run([save('battle.json', battle)]);
    assert.equal(fromFile.status, 0, fromFile.out);
    assert.match(fromFile.out, /show north, battle north\.battle-1: north 120, south 143; south wins/);
    assert.match(fromFile.out, /VERIFIED: the result follows/);
    assert.ok(!fromFile.out.includes('FAILED'));
    const fromInput = run(['-'], JSON.stringify(poll));
    assert.equal(fromInput.status, 0, fromInput.out);
    assert.match(fromInput.out, /poll poll-1 \(rehearsal\): a 0, b 0; no winner/);
    assert.match(fromInput.out, /shards 3 had not arrived/);
  });

  it('[BATTLE-49] it exits with 1 and names what is wrong when a receipt was tampered with', () => {
    const forged = structuredClone(battle);
    forged.result.scores['north'] = 150;
    const { status, out } = run([save('forged.json', forged)]);
    assert.equal(status, 1);
    assert.match(out, /FAILED {2}the scores are the points of every slice, times its factor: the receipt has \{"north":150/);
    assert.match(out, /NOT VERIFIED: 1 of \d+ checks failed/);
    const wrong = run(['-'], JSON.stringify({ ...poll, result: { ...poll.result, winner: 'a' } }));
    assert.equal(wrong.status, 1);
    assert.match(wrong.out, /FAILED {2}the choice alone in front has won/);
  });

  it('[BATTLE-49] it exits with 2 and says why when there is no receipt to read', () => {
    const { rules: _, ...withoutRules } = battle;
    const unreadable: [args: string[], why: RegExp][] = [
      [[join(folder, 'missing.json')], /ENOENT/],
      [[save('incomplete.json', withoutRules)], /rules/],
      [[save('round.json', { ...battle, kind: 'round' })], /kind/],
      [[], /usage/],
    ];
    for (const [args, why] of unreadable) {
      const { status, err } = run(args);
      assert.equal(status, 2, err);
      assert.match(err, why);
    }
  });
});
