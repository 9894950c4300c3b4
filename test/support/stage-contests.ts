/** Battles and polls on a whole stage: beginning them, voting in them, and what is shown and written of them. */
import assert from 'node:assert/strict';
import type { Journal } from '../../rooms/journal.ts';
import type { BattleReceipt } from '../../shared/battle/index.ts';
import type { ContestId } from '../../shared/ids.ts';
import { shardOf } from '../../shared/ids.ts';
import type { PollReceipt } from '../../shared/poll/index.ts';
import type { GiftReply, GiftRequest, Refusal, ViewerReplies } from '../../shared/protocol/index.ts';
import type { ShowJsonLike, ShowWorld, TestMember } from './show-world.ts';

type Kept = { journal: Pick<Journal, 'receipt'> };
export type Voted = ViewerReplies['vote'] | Refusal;

export const battleId = 'demo.battle-1';
export const pollId = 'poll-1';
const sides = [
  { id: 'red', name: 'Red' },
  { id: 'blue', name: 'Blue' },
];
/** Nothing that moves a score or an end by itself. */
const plain = { durationMs: 20_000, prepareMs: 0, critical: null, overtimes: 0, giftGraceMs: 0 };

/** How long a vote takes at most to be durable, when commits take no time. */
const answeredMs = 60;
let keys = 0;

/** A viewer of each of two shards. */
export const home = (shard: number) => ['ann', 'bob', 'cid', 'dot', 'eve'].find((viewer) => shardOf(viewer, 2) === shard)!;

/** Begins a battle in which votes are taken at once; says when it began. */
export async function beginBattle(world: ShowWorld, rules: object = {}): Promise<number> {
  const at = world.clock.now();
  const reply = await world.command('battle.start', { sides, ...plain, ...rules });
  assert.ok(reply.ok, JSON.stringify(reply));
  await world.pass(0);
  return at;
}

export async function beginPoll(world: ShowWorld, more: object = {}): Promise<void> {
  const choices = [
    { id: 'tea', text: 'Tea' },
    { id: 'coffee', text: 'Coffee' },
  ];
  const reply = await world.command('poll.start', { question: 'Tea or coffee?', choices, durationMs: 20_000, ...more });
  assert.ok(reply.ok, JSON.stringify(reply));
  await world.pass(0);
}

/** Votes without waiting for the answer. */
export async function cast(
  world: ShowWorld,
  member: TestMember,
  side: string,
  { count = 1, battle = battleId } = {},
): Promise<Voted> {
  return world.shard(member).vote(member, { battle, side, count, key: `vote-${++keys}` });
}

export async function vote(world: ShowWorld, member: TestMember, side: string, count = 1): Promise<Voted> {
  const answer = cast(world, member, side, { count });
  await world.pass(answeredMs);
  return answer;
}

export async function choose(world: ShowWorld, member: TestMember, choice: string, poll: ContestId = pollId): Promise<Voted> {
  const answer = world.shard(member).vote(member, { poll, choice, key: `vote-${++keys}` });
  await world.pass(answeredMs);
  return answer;
}

/** A gift that is on its way to the journal. */
export function give(
  world: ShowWorld,
  side: string,
  value: number,
  more: Partial<GiftRequest> = {},
): Promise<GiftReply | Refusal> {
  return world.shows.gift('demo', { key: `gift-${++keys}`, viewer: 'giver', side, value, ...more }, 'shop');
}

export const codeOf = (answer: object): unknown => ('code' in answer ? answer.code : 'ok');

export function shownBattle(world: ShowWorld): NonNullable<ShowJsonLike['battle']> {
  const { battle } = world.json();
  assert.ok(battle, 'a battle is shown');
  return battle;
}

export function shownPoll(world: ShowWorld): NonNullable<ShowJsonLike['poll']> {
  const { poll } = world.json();
  assert.ok(poll, 'a poll is shown');
  return poll;
}

/** The scores shown, by side. */
export function scores(world: ShowWorld): Record<string, number> {
  return Object.fromEntries(shownBattle(world).sides.map(({ id, score }) => [id, score]));
}

/** The votes shown, by choice. */
export function votes(world: ShowWorld): Record<string, number> {
  return Object.fromEntries(shownPoll(world).choices.map(({ id, votes: some }) => [id, some]));
}

export async function battleReceipt({ journal }: Kept, id: ContestId = battleId): Promise<BattleReceipt | null> {
  return (await journal.receipt('demo', 'battle', id)) as BattleReceipt | null;
}

export async function pollReceipt({ journal }: Kept, id: ContestId = pollId): Promise<PollReceipt | null> {
  return (await journal.receipt('demo', 'poll', id)) as PollReceipt | null;
}
