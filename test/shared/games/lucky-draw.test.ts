/** Lucky draw: what is committed when, who can enter, and who wins. */
import assert from 'node:assert/strict';
import { createHash, createHmac } from 'node:crypto';
import * as fc from 'fast-check';
import type { AnyGame } from '../../../shared/game-kit/index.ts';
import { luckyDraw } from '../../../shared/games/lucky-draw.ts';
import { playRound } from '../../support/round/play-round.ts';
import type { RoundTrace, StepTrace } from '../../support/round/play-round.ts';
import { makePlayers } from '../../support/round/round-plan.ts';
import type { PlannedInput } from '../../support/round/round-plan.ts';

const game = luckyDraw as unknown as AnyGame;

interface DrawOptions {
  settings?: unknown;
  seed?: string;
  entrants?: number;
  /** Tries to enter in every phase, not only while entries are open. */
  alwaysTrying?: readonly string[];
  shards?: number;
}

const enter = (viewer: string, i: number): PlannedInput => ({ viewer, type: 'enter', payload: {}, elapsedMs: 100 + i });

function draw({ settings = {}, seed = 's', entrants = 12, alwaysTrying = [], shards = 1 }: DrawOptions): RoundTrace {
  const players = makePlayers(entrants + 5);
  const entering = players.slice(0, entrants).map(({ viewer }, i) => enter(viewer, i));
  const trying = alwaysTrying.map((viewer, i) => enter(viewer, 500 + i));
  const inputs = ({ phase }: { phase: string }) => (phase === 'entries' ? entering : trying);
  const shardOf = (viewer: string): number => viewer.charCodeAt(0) % shards;
  return playRound(game, { settings: luckyDraw.settings.parse(settings), seed, players, inputs }, { shards, shardOf });
}

const stepOf = ({ steps }: RoundTrace, phase: string): StepTrace => steps.find((step) => step.phase === phase)!;

/** What a chat line stands for under a keyword. */
const by = (keyword: string, text: string) => luckyDraw.chat!(text, luckyDraw.settings.parse({ keyword }));

/** All that leaves the stage in a step. */
const told = ({ cue, views, standing, owns }: StepTrace): string => JSON.stringify([cue ?? null, views, standing ?? null, owns]);

describe('lucky draw', () => {
  it('[GAME-60] the commitment is on show before entries open, never changes, and fits the seed revealed at the draw', () => {
    const trace = draw({});
    const [ready] = trace.steps;
    assert.equal(ready!.phase, 'ready');
    assert.deepEqual(ready!.accepts, []);
    const commitments = new Set(
      trace.steps.flatMap(({ views }) => (views as { commitment: string }[]).map((view) => view.commitment)),
    );
    const { seed } = stepOf(trace, 'draw').cue as { seed: string };
    assert.deepEqual([...commitments], [createHash('sha256').update(Buffer.from(seed, 'hex')).digest('hex')]);
  });

  it('[GAME-61] the seed does not leave the stage before the draw', () => {
    const trace = draw({});
    const { seed } = stepOf(trace, 'draw').cue as { seed: string };
    for (const phase of ['ready', 'entries']) assert.ok(!told(stepOf(trace, phase)).includes(seed), phase);
    assert.ok(told(stepOf(trace, 'draw')).includes(seed));
  });

  it('[GAME-62] nothing enters once the digest is fixed, by button or by keyword', () => {
    const latecomers = makePlayers(17).slice(12);
    const trace = draw({ alwaysTrying: latecomers.map(({ viewer }) => viewer) });
    assert.deepEqual(
      trace.steps.map(({ phase, outcomes }) => [phase, [...new Set(outcomes)]]),
      [
        ['ready', ['round/wrong-phase']],
        ['entries', ['accepted']],
        ['draw', ['round/wrong-phase']],
        ['result', ['round/wrong-phase']],
      ],
    );
    assert.equal(trace.entries.length, 12);
    assert.equal(trace.result.summary['count'], 12);
    for (const { viewer } of latecomers) assert.ok(!trace.entries.includes(viewer));
  });

  it('[GAME-62] a tally that comes in late changes neither digest nor winners, wherever they are shown', () => {
    const settings = luckyDraw.settings.parse({});
    const trace = draw({});
    const first = { viewer: 'late', name: 'Late', lot: '0'.repeat(64) };
    for (const phase of ['draw', 'result'] as const) {
      const step = stepOf(trace, phase);
      const state = step.state as Parameters<typeof luckyDraw.stage.reduce>[0];
      const late = luckyDraw.stage.reduce(state, { count: 99, digest: 'f'.repeat(64), lots: [first] }, settings);
      const shown = (of: typeof state): unknown => [
        luckyDraw.view(of, phase, settings),
        luckyDraw.standing!(of, phase),
        luckyDraw.phases.draw.cue!(of, settings),
        luckyDraw.result(of, settings),
      ];
      assert.deepEqual(shown(late), shown(state), phase);
    }
  });

  it('[GAME-63] the k smallest lots win, however entries are spread over shards', () => {
    const size = fc.record({ entrants: fc.nat(40), k: fc.integer({ min: 1, max: 12 }), shards: fc.integer({ min: 1, max: 6 }) });
    fc.assert(
      fc.property(fc.string(), size, (seed, { entrants, k, shards }) => {
        const trace = draw({ seed, entrants, shards, settings: { winners: k } });
        const { seed: key, digest } = stepOf(trace, 'draw').cue as { seed: string; digest: string };
        const lots = trace.entries.map((viewer) => {
          const mac = createHmac('sha256', Buffer.from(key, 'hex')).update(Buffer.from(digest, 'hex')).update(viewer);
          return { viewer, lot: mac.digest('hex') };
        });
        const best = lots.toSorted((a, b) => (a.lot < b.lot ? -1 : 1)).slice(0, k);
        assert.deepEqual(
          trace.result.winners.map(({ viewer }) => viewer),
          best.map(({ viewer }) => viewer),
        );
        assert.equal(trace.result.winners.length, Math.min(k, entrants));
      }),
      { numRuns: 60 },
    );
  });

  it('[GAME-64] a chat line enters when it is the keyword: spaces around it, capitals and full width make no difference', () => {
    for (const text of ['Lucky', ' lucky ', 'LUCKY', 'ｌｕｃｋｙ', 'lucky\u3000'])
      assert.deepEqual(by('Lucky', text), { type: 'enter', payload: {} }, text);
    for (const text of ['unlucky', 'lucky!', 'luck y', '', 'so lucky']) assert.equal(by('Lucky', text), null, text);
    assert.deepEqual(by('６６６', '666'), { type: 'enter', payload: {} });
    assert.deepEqual(by('福袋', ' 福袋'), { type: 'enter', payload: {} });
    for (const keyword of ['', '   ']) for (const text of ['', ' ', 'lucky']) assert.equal(by(keyword, text), null);
  });

  it('[GAME-65] a viewer enters once, whether by button or by keyword', () => {
    const settings = luckyDraw.settings.parse({});
    const tally = luckyDraw.edge.empty(settings);
    const mine = luckyDraw.edge.mine(settings);
    const from = { viewer: 'v', name: 'V', elapsedMs: 0 };
    const byChat = luckyDraw.chat!('lucky', settings)!;
    assert.equal(luckyDraw.edge.fold(tally, mine, { type: 'enter', payload: {} }, from, settings), undefined);
    const after = structuredClone(tally);
    assert.equal(luckyDraw.edge.fold(tally, mine, byChat, from, settings), 'input/already');
    assert.deepEqual(tally, after);
    assert.equal(tally.count, 1);
  });

  it('[GAME-66] viewers are told their own entry and lot, and at the result whether and where they won', () => {
    const trace = draw({ settings: { winners: 3 } });
    for (const phase of ['entries', 'draw'])
      for (const own of Object.values(stepOf(trace, phase).owns)) {
        const { entered, won, rank, lot } = own as { entered: boolean; won: boolean; rank: number; lot: string };
        assert.deepEqual(
          { entered, won, rank, drawn: lot !== '' },
          { entered: true, won: false, rank: 0, drawn: phase === 'draw' },
        );
      }
    const ranks = Object.entries(stepOf(trace, 'result').owns)
      .map(([viewer, own]) => ({ viewer, ...(own as { rank: number; won: boolean }) }))
      .filter(({ won }) => won)
      .toSorted((a, b) => a.rank - b.rank);
    assert.deepEqual(
      ranks.map(({ viewer, rank }) => ({ viewer, rank })),
      trace.result.winners.map(({ viewer, rank }) => ({ viewer, rank })),
    );
  });

  it('[GAME-67] over many rounds every entry wins as often as any other', () => {
    const wins = new Map<string, number>();
    const rounds = 1500;
    for (let i = 0; i < rounds; i++)
      for (const { viewer } of draw({ seed: `fair ${i}`, entrants: 6, shards: 2, settings: { winners: 2 } }).result.winners)
        wins.set(viewer, (wins.get(viewer) ?? 0) + 1);
    // A third of the rounds each: 500, with a standard deviation of 18.
    assert.equal(wins.size, 6);
    for (const [viewer, count] of wins) assert.ok(Math.abs(count - rounds / 3) < 100, `${viewer} won ${count} of ${rounds}`);
  });
});
