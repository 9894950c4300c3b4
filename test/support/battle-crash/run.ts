/** A real show with a battle and a poll, whose server is killed while viewers vote and a platform sends gifts. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { battleReceiptSchema } from '../../../shared/battle/index.ts';
import type { BattleReceipt } from '../../../shared/battle/index.ts';
import { addCount, seededRandom } from '../../../shared/game-kit/index.ts';
import type { Counts, Random } from '../../../shared/game-kit/index.ts';
import { pollReceiptSchema } from '../../../shared/poll/index.ts';
import type { PollReceipt } from '../../../shared/poll/index.ts';
import type { CommandReply } from '../../../shared/protocol/index.ts';
import type { ShowJson } from '../../../shared/state/index.ts';
import { ServerProcess, tokenFor } from '../server-process.ts';
import { poll, within } from '../within.ts';
import { GiftPlatform } from './platform.ts';
import { Voter } from './voter.ts';
import type { Contest } from './voter.ts';

export const show = 'battle-crash';
const sides = ['left', 'right'] as const;
const choices = ['tea', 'coffee', 'milk'];
/** Kills fall anywhere in turns of this length. */
const turnMs = 2000;

type BattleJson = NonNullable<ShowJson['battle']>;

export class BattleCrash {
  readonly voters: Voter[];
  readonly pollVoters: Voter[];
  readonly platform: GiftPlatform;
  /** What was not as it had been right after a start. */
  readonly faults: string[] = [];
  kills = 0;
  readonly #random: Random;
  readonly #dir: string;
  readonly #port: number;
  #server: ServerProcess;
  #onAsk: () => void = () => {};

  static async open({ seed, port }: { seed: string; port: number }): Promise<BattleCrash> {
    const dir = await mkdtemp(join(tmpdir(), 'drumroll-battle-crash-'));
    const server = await ServerProcess.start({ transport: 'uws', dir, port });
    const crash = new BattleCrash(server, { seed, dir });
    const service = await tokenFor('platform', { role: 'service', show: '*' });
    const { status } = await server.post('/api/v1/shows', { id: show, title: 'Crash' }, service);
    if (status !== 201) throw new Error(`the show was not made: ${status}`);
    await crash.order('show.start', {});
    return crash;
  }

  private constructor(server: ServerProcess, { seed, dir }: { seed: string; dir: string }) {
    this.#server = server;
    this.#dir = dir;
    this.#port = server.port;
    this.#random = seededRandom(seed);
    const booth = { url: server.url, show, random: this.#random, onAsk: () => this.#onAsk() };
    this.voters = Array.from({ length: 8 }, (_, i) => new Voter(`voter-${i + 1}`, booth));
    this.pollVoters = Array.from({ length: 4 }, (_, i) => new Voter(`asked-${i + 1}`, booth));
    this.platform = new GiftPlatform({ show, server: () => this.#server, random: this.#random, onAsk: () => this.#onAsk() });
  }

  async order(name: string, args: object): Promise<CommandReply & { ok: true }> {
    const reply = await this.#server.command(name, args, { show });
    if (!reply.ok) throw new Error(`${name}: ${JSON.stringify(reply)}`);
    return reply;
  }

  /** Begins a battle, and resolves once votes are taken. */
  async startBattle(over: object): Promise<Contest> {
    const rules = { prepareMs: 0, overtimes: 0, votesPerViewer: 40, giftGraceMs: 0, verdict: { durationMs: 0 } };
    const named = sides.map((id) => ({ id, name: id }));
    const { battle: id } = await this.order('battle.start', { ...rules, sides: named, ...over });
    await poll('the battle runs', async () => {
      const { battle } = await this.#server.state(show);
      return battle?.id === id && battle?.status === 'running';
    });
    const { endsAt, votesPerViewer } = await this.battle();
    return { kind: 'battle', id: id!, options: sides, quota: votesPerViewer, endsAt };
  }

  async startPoll(durationMs: number): Promise<Contest> {
    const asked = { question: 'What to drink?', choices: choices.map((id) => ({ id, text: id })), durationMs };
    const { poll: id } = await this.order('poll.start', asked);
    return { kind: 'poll', id: id!, options: choices, quota: 1, endsAt: Date.now() + durationMs };
  }

  async battle(): Promise<BattleJson> {
    const { battle } = await this.#server.state(show);
    if (!battle) throw new Error('there is no battle');
    return battle;
  }

  /** Kills it `times` times at random moments, best in the middle of something, and looks at the battle after each start. */
  async killAgainAndAgain(times: number): Promise<void> {
    for (let n = 0; n < times; n++) {
      const intoTurnMs = this.#random.int(turnMs);
      await sleep(intoTurnMs);
      await within(5000, 'somebody asks for something', new Promise<void>((resolve) => (this.#onAsk = resolve)));
      await sleep(this.#random.int(8));
      await this.killOnce();
      await sleep(turnMs - intoTurnMs);
    }
  }

  /** Whoever looks after the start finds the same battle, its clock, and every point that was acknowledged before. */
  async killOnce({ downUntil = 0 }: { downUntil?: number } = {}): Promise<void> {
    const [before, promised] = [await this.battle(), this.#promised()];
    await this.#server.kill();
    this.kills++;
    await sleep(Math.max(0, downUntil - Date.now()));
    this.#server = await ServerProcess.start({ transport: 'uws', dir: this.#dir, port: this.#port });
    const after = await this.battle();
    if (clockOf(before) !== clockOf(after)) this.faults.push(`${clockOf(before)} became ${clockOf(after)}`);
    if (before.status === after.status && before.endsAt !== after.endsAt)
      this.faults.push(`${before.status} until ${before.endsAt} became until ${after.endsAt}`);
    const isThere = async () => {
      const { sides: shown } = await this.battle();
      return shown.every(({ id, score }) => score >= (promised[id] ?? 0));
    };
    await poll('what was acknowledged is shown', isThere, 10_000);
  }

  async battleReceipt(id: string): Promise<BattleReceipt> {
    return battleReceiptSchema.parse(await this.#receipt(`battles/${id}`));
  }

  async pollReceipt(id: string): Promise<PollReceipt> {
    return pollReceiptSchema.parse(await this.#receipt(`polls/${id}`));
  }

  /** The keys of all gifts of a battle, as they are listed for refunds. */
  async giftKeys(battle: string): Promise<string[]> {
    const token = await tokenFor('platform', { role: 'service', show });
    const keys: string[] = [];
    for (let after: number | null = 0; after !== null;) {
      const path: string = `/api/v1/shows/${show}/battles/${battle}/gifts?limit=50&after=${after}`;
      const { body } = (await this.#server.get(path, token)) as { body: { gifts: { key: string }[]; next: number | null } };
      keys.push(...body.gifts.map(({ key }) => key));
      after = body.next;
    }
    return keys;
  }

  async close(): Promise<void> {
    await Promise.all([...this.voters, ...this.pollVoters].map((voter) => voter.leave()));
    await this.#server.dispose();
    await rm(this.#dir, { recursive: true, force: true });
  }

  /** Points of the battle that goes on, as far as they were acknowledged, before any factor. */
  #promised(): Counts {
    const counts: Counts = {};
    const current = this.voters[0]!.records.at(-1)?.contest;
    for (const { contest, option, count, answer } of this.voters.flatMap(({ records }) => records))
      if (contest === current && typeof answer === 'object') addCount(counts, option, count);
    for (const { reply } of this.platform.records)
      if (reply.counted && reply.battle === current) addCount(counts, reply.side, reply.points);
    return counts;
  }

  /** Anybody may ask for it; it is there once it has settled. */
  async #receipt(path: string): Promise<unknown> {
    const token = await tokenFor('anybody', { show });
    let body: unknown;
    const isThere = async () => {
      const answer = await this.#server.get(`/api/v1/shows/${show}/${path}`, token);
      body = answer.body;
      return answer.status === 200;
    };
    await poll(`the receipt at ${path}`, isThere, 20_000);
    return body;
  }
}

function clockOf({ id, startedAt, criticalAt }: BattleJson): string {
  return JSON.stringify({ id, startedAt, criticalAt });
}
