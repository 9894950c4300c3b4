/** A real server that is killed again and again while rounds run: what was answered is kept, and every round goes on. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join as joinPath } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { RoundReceipt } from '../../rooms/stage/core-events.ts';
import { seededRandom } from '../../shared/game-kit/index.ts';
import type { AuditEntry, CommandReply } from '../../shared/protocol/index.ts';
import { SdkPlayer } from '../support/sdk-player.ts';
import { playRound } from '../support/sdk-plays.ts';
import { brokenPromises } from '../support/sdk-promises.ts';
import { ServerProcess, tokenFor } from '../support/server-process.ts';
import { poll } from '../support/within.ts';

const playersPerShow = 6;
const killsPerCycle = 3;
/** Kills fall anywhere in turns of this length; every game plays for longer than all of them together. */
const turnMs = 3500;

/** One show per game, so that each kill hits a running round of every game. */
const plays: Record<Game, { settings: object }> = {
  'tap-race': { settings: { durationSeconds: 16 } },
  'lucky-draw': { settings: { entrySeconds: 16 } },
  'quick-quiz': { settings: { count: 2, windowSeconds: 6, revealSeconds: 2 } },
};
type Game = keyof typeof playRound;
const games = Object.keys(plays) as Game[];

describe('a server that is killed', function () {
  this.timeout(180_000);
  const seed = `crash-${Date.now()}`;
  const random = seededRandom(seed);
  const players = new Map<Game, SdkPlayer[]>();
  const ordered: { show: string; id: string; name: string; args: unknown; reply: CommandReply }[] = [];
  const receipts: RoundReceipt[] = [];
  let dir: string;
  let server: ServerProcess;
  let kills = 0;
  /** Checks of a deadline before and after a crash that fell into one phase. */
  let keptDeadlines = 0;

  before(async () => {
    dir = await mkdtemp(joinPath(tmpdir(), 'drumroll-crash-'));
    server = await ServerProcess.start({ transport: 'uws', dir, port: 4340 });
    const service = await tokenFor('shop', { role: 'service', show: '*' });
    for (const game of games) {
      assert.equal((await server.post('/api/v1/shows', { id: game, title: game }, service)).status, 201);
      await order(game, 'show.start', {});
      const at = { url: server.url, show: game };
      players.set(
        game,
        Array.from({ length: playersPerShow }, (_, i) => new SdkPlayer(`${game}-${i + 1}`, at)),
      );
    }
  });
  after(async () => {
    await server.dispose();
    await rm(dir, { recursive: true, force: true });
  });

  async function order(show: string, name: string, args: unknown): Promise<CommandReply> {
    const id = `${name}-${ordered.length}`;
    const reply = await server.command(name, args, { show, id });
    ordered.push({ show, id, name, args, reply });
    return reply;
  }

  /** Everybody plays, each in their own time, until the phase that takes inputs is over. */
  async function play(game: Game, round: number): Promise<void> {
    await Promise.all(players.get(game)!.map((player) => playRound[game](player, { round, random })));
  }

  async function killAndRestart(transport: 'uws' | 'ws'): Promise<void> {
    const before = await Promise.all(games.map((game) => server.state(game)));
    await server.kill();
    kills++;
    const { port } = server;
    server = await ServerProcess.start({ transport, dir, port });
    for (const [i, game] of games.entries()) {
      const after = (await server.state(game)).round;
      const was = before[i]!.round!;
      assert.equal(after?.id, was.id, `${seed}: the round of ${game} goes on`);
      if (after?.phase !== was.phase) continue;
      assert.deepEqual([after.startedAt, after.endsAt], [was.startedAt, was.endsAt], `${seed}: the deadline of ${game}`);
      keptDeadlines++;
    }
  }

  for (const [cycle, transport] of (['uws', 'ws'] as const).entries()) {
    it(`[CRASH-1] killed over ${transport} at random moments, every round goes on with its number and deadline and keeps every acknowledged input`, async () => {
      const round = cycle + 1;
      for (const game of games) {
        const started = await order(game, 'round.start', { game, settings: plays[game].settings });
        assert.deepEqual(started, { ok: true, round }, `${seed}: round numbers go on`);
      }
      const playing = Promise.all(games.map((game) => play(game, round)));
      for (const game of games) if (game !== 'quick-quiz') await order(game, 'round.next', {});
      for (let n = 0; n < killsPerCycle; n++) {
        const intoTurnMs = random.int(turnMs);
        await sleep(intoTurnMs);
        await killAndRestart(transport);
        for (const game of games) await order(game, 'viewer.mute', { viewer: `nobody-${n}` });
        await sleep(turnMs - intoTurnMs);
      }
      await playing;
      for (const game of games) {
        await poll(`the receipt of ${game}`, async () => (await server.receipt(round, game)) !== null, 30_000);
        const receipt = (await server.receipt(round, game))!;
        receipts.push(receipt);
        const sent = players.get(game)!.flatMap((player) => player.sent);
        assert.deepEqual(brokenPromises(sent, receipt), [], seed);
        const kept = sent.filter((each) => each.round === round && each.outcome === 'acknowledged');
        assert.ok(kept.length >= playersPerShow / 2, `${seed}: only ${kept.length} inputs of ${game} were acknowledged`);
      }
      for (const game of games) {
        const isOver = async () => (await server.state(game)).round?.phase === 'over';
        await order(game, 'round.next', {});
        await poll(`${game} is over`, isOver, 30_000);
      }
    });
  }

  it('[CRASH-2] everybody came back again and again, and the rounds were really hit', () => {
    assert.equal(kills, 2 * killsPerCycle);
    assert.ok(keptDeadlines >= kills, `${seed}: only ${keptDeadlines} deadlines were compared`);
    for (const { name, joins } of [...players.values()].flat())
      assert.ok(joins > killsPerCycle, `${seed}: ${name} joined ${joins} times`);
  });

  it('[CRASH-3] an order that was answered before a crash is answered the same after it, and stands in the audit log once', async () => {
    // A refusal is not remembered: the same order may be given again.
    const accepted = ordered.filter(({ reply }) => reply.ok);
    for (const { show, id, name, args, reply } of accepted)
      assert.deepEqual(await server.command(name, args, { show, id }), reply, `${seed}: ${id}`);
    for (const game of games) {
      const token = await tokenFor('streamer-1', { role: 'streamer', show: game });
      const { body } = await server.get(`/api/v1/shows/${game}/audit?limit=200`, token);
      const logged = (body.entries as AuditEntry[]).toReversed().filter(({ outcome }) => outcome === 'accepted');
      assert.deepEqual(
        logged.map(({ command }) => command),
        accepted.filter(({ show }) => show === game).map(({ name }) => name),
      );
    }
  });

  it('[CRASH-4] a draw that was interrupted can still be checked by a stranger', () => {
    const draws = receipts.filter(({ game }) => game === 'lucky-draw');
    assert.equal(draws.length, 2);
    for (const draw of draws) {
      const script = new URL('../../scripts/verify-draw.ts', import.meta.url).pathname;
      const run = spawnSync(process.execPath, ['--disable-warning=ExperimentalWarning', script, '-'], {
        input: JSON.stringify(draw),
        encoding: 'utf8',
      });
      assert.equal(run.status, 0, `${seed}: ${run.stdout}${run.stderr}`);
    }
  });

  it('[CRASH-5] an acknowledgement that is not in the receipt would have been noticed', () => {
    for (const receipt of receipts) {
      const sent = players.get(receipt.game as Game)!.flatMap((player) => player.sent);
      const [promise] = sent.filter(({ round, outcome }) => round === receipt.round && outcome === 'acknowledged');
      assert.ok(promise);
      const madeUp = Array.from({ length: 50 }, (_, i) => ({
        ...promise,
        viewer: `${promise.viewer}-ghost`,
        key: `never-sent-${i}`,
      }));
      assert.equal(brokenPromises([...sent, ...madeUp], receipt).length, 1);
      assert.ok(brokenPromises([], receipt).length > 0, 'what nobody sent is noticed too');
    }
  });
});
