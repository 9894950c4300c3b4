/** The command that checks a draw: it verifies every honest receipt and catches every tampered one. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { checkDraw, drawReceipt } from '../../scripts/draw-proof.ts';
import type { DrawReceipt, Noted } from '../../scripts/draw-proof.ts';
import type { AnyGame } from '../../shared/game-kit/index.ts';
import { games } from '../../shared/games/index.ts';
import { copied } from '../support/round/plain.ts';
import { planRound } from '../support/round/plan-round.ts';
import { playRound } from '../support/round/play-round.ts';

const luckyDraw = games['lucky-draw'] as AnyGame;

/** The receipt of a draw that bots played on four shards, in the shape that a show keeps it. */
function receiptOf(seed: string, players: number, winners: number): DrawReceipt {
  const plan = planRound(luckyDraw, { settings: { winners }, seed, players, looks: 3, mischief: 0.2 });
  const { result, entries } = playRound(luckyDraw, plan, { shards: 4, shardOf: (viewer) => viewer.charCodeAt(2) });
  const head = { kind: 'round', show: 'demo', round: 3, game: 'lucky-draw', settings: plan.settings, seed };
  const tail = { startedAt: 1, endedAt: 2, outcome: 'settled', result, missingShards: [], rehearsal: false };
  return drawReceipt.parse(copied({ ...head, ...tail, entries }));
}

const honest = receiptOf('honest', 60, 5);

const isCaught = (receipt: unknown): boolean => {
  const parsed = drawReceipt.safeParse(receipt);
  return !parsed.success || !holds(parsed.data);
};

const holds = (receipt: DrawReceipt, noted?: Noted): boolean => checkDraw(receipt, noted).every(({ wrong }) => wrong === null);

const flip = (hex: string): string => (hex.startsWith('0') ? '1' : '0') + hex.slice(1);
const outsider = 'somebody-else';
/** An entry that did not win. */
const loser = honest.entries.find((viewer) => !honest.result.winners.some((winner) => winner.viewer === viewer))!;

type Tamper = (receipt: DrawReceipt) => void;

const tamperings: Record<string, Tamper> = {
  'another kind': (receipt) => void Object.assign(receipt, { kind: 'poll' }),
  'another game': (receipt) => void Object.assign(receipt, { game: 'tap-race' }),
  'another outcome': (receipt) => void Object.assign(receipt, { outcome: 'cancelled' }),
  'another commitment': ({ result: { summary } }) => void (summary.commitment = flip(summary.commitment)),
  'another seed': ({ result: { summary } }) => void (summary.seed = flip(summary.seed)),
  'another digest': ({ result: { summary } }) => void (summary.digest = flip(summary.digest)),
  'another count': ({ result: { summary } }) => void (summary.count += 1),
  'more winners than were announced': ({ result: { summary } }) => void (summary.k += 1),
  'another number of winners in the settings': ({ settings }) => void (settings.winners += 1),
  'a winner left out': ({ result }) => {
    result.summary.winners.pop();
    result.winners.pop();
  },
  'winners in another order': ({ result }) => {
    result.summary.winners.reverse();
    result.winners = result.winners.toReversed().map((winner, i) => ({ ...winner, rank: i + 1 }));
  },
  'a winner replaced in both lists': ({ result }) => {
    result.summary.winners[0]!.viewer = loser;
    result.winners[0]!.viewer = loser;
  },
  'a winner replaced in the list only': ({ result }) => void (result.winners[1]!.viewer = loser),
  'a winner who did not enter': ({ result }) => {
    result.summary.winners[2]!.viewer = outsider;
    result.winners[2]!.viewer = outsider;
  },
  'another lot': ({ result: { summary } }) => void (summary.winners[0]!.lot = flip(summary.winners[0]!.lot)),
  'another rank': ({ result }) => void (result.winners[0]!.rank = 2),
  'another name in one list': ({ result }) => void (result.winners[0]!.name = 'A friend'),
  'an entry added': ({ entries }) => void entries.push(outsider),
  'an entry taken away': ({ entries }) => void entries.splice(entries.indexOf(loser), 1),
  'an entry replaced': ({ entries }) => void entries.splice(entries.indexOf(loser), 1, outsider),
  'an entry twice, and counted twice': ({ entries, result }) => {
    entries.push(loser);
    result.summary.count += 1;
  },
};

describe('verify-draw', () => {
  it('[GAME-68] every honest draw is verified', () => {
    fc.assert(
      fc.property(fc.string(), fc.nat(60), fc.integer({ min: 1, max: 100 }), (seed, players, winners) => {
        const wrong = checkDraw(receiptOf(seed, players, winners)).filter((check) => check.wrong !== null);
        assert.deepEqual(wrong, []);
      }),
      { numRuns: 60 },
    );
  });

  for (const [what, tamper] of Object.entries(tamperings))
    it(`[GAME-69] it catches ${what}`, () => {
      const receipt = structuredClone(honest);
      assert.equal(isCaught(receipt), false);
      tamper(receipt);
      assert.notDeepEqual(receipt, honest);
      assert.equal(isCaught(receipt), true);
    });

  it('[GAME-69] it catches a whole receipt forged with another seed, by the commitment that was noted', () => {
    const { commitment } = honest.result.summary;
    const forged = receiptOf('another seed', 60, 5);
    assert.ok(holds(forged), 'the forgery is sound in itself');
    assert.ok(!holds(forged, { commitment }));
    assert.ok(holds(honest, { commitment: commitment.toUpperCase() }));
  });

  it('[GAME-69] it catches a whole receipt forged with other entries, by the digest that was noted', () => {
    const { commitment, digest } = honest.result.summary;
    const forged = receiptOf('honest', 61, 5);
    assert.ok(holds(forged, { commitment }), 'the forgery is sound in itself');
    assert.notDeepEqual(forged.result.winners, honest.result.winners);
    assert.ok(!holds(forged, { commitment, digest }));
    assert.ok(holds(honest, { commitment, digest }));
  });
});

const run = (args: readonly string[], input = ''): { status: number | null; out: string; err: string } => {
  const { status, stdout, stderr } = spawnSync(process.execPath, ['scripts/verify-draw.ts', ...args], {
    input,
    encoding: 'utf8',
  });
  return { status, out: stdout, err: stderr };
};

describe('npm run verify-draw', () => {
  let folder: string;
  before(() => void (folder = mkdtempSync(join(tmpdir(), 'verify-draw-'))));
  after(() => rmSync(folder, { recursive: true }));

  const save = (name: string, body: unknown): string => {
    const path = join(folder, name);
    writeFileSync(path, typeof body === 'string' ? body : JSON.stringify(body));
    return path;
  };

  it('[GAME-70] it exits with 0 and says so when a receipt holds, from a file or from standard input', () => {
    const { commitment, digest } = honest.result.summary;
    for (const { status, out } of [
      run([save('honest.json', honest), '--commitment', commitment, '--digest', digest]),
      run(['-'], JSON.stringify(honest)),
    ]) {
      assert.equal(status, 0, out);
      assert.match(out, /VERIFIED: the winners follow/);
      assert.ok(!out.includes('FAILED'));
    }
  });

  it('[GAME-70] it exits with 1 and names what is wrong when a receipt was tampered with', () => {
    const receipt = structuredClone(honest);
    tamperings['a winner replaced in both lists']!(receipt);
    const { status, out } = run([save('tampered.json', { ...receipt, missingShards: [2] })]);
    assert.equal(status, 1);
    assert.match(out, /FAILED {2}the winners have the smallest lots, in order: place 1/);
    assert.match(out, /shards 2 had not arrived/);
    assert.match(out, /NOT VERIFIED: 1 of 7 checks failed/);
  });

  it('[GAME-70] it exits with 2 and says why when there is no receipt to read', () => {
    const { entries: _, ...withoutEntries } = honest;
    const unreadable: [args: string[], why: RegExp][] = [
      [[join(folder, 'missing.json')], /ENOENT/],
      [[save('broken.json', '{"kind":')], /JSON/],
      [[save('incomplete.json', withoutEntries)], /entries/],
      [[save('race.json', { ...honest, game: 'tap-race' })], /lucky-draw/],
      [[], /usage/],
      [['--colour', 'x'], /colour/],
    ];
    for (const [args, why] of unreadable) {
      const { status, err } = run(args);
      assert.equal(status, 2, err);
      assert.match(err, why);
    }
  });
});
