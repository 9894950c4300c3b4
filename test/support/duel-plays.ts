/** What tests of battles between two shows do again and again: invite, accept, look at both sides, compare both books. */
import assert from 'node:assert/strict';
import { checkBattleReceipt } from '../../shared/battle/index.ts';
import type { BattleReceipt } from '../../shared/battle/index.ts';
import { duelWorld } from './duel-world.ts';
import type { DuelWorld, House } from './duel-world.ts';

export const duel = 'ann.battle-1';
export const duelRules = { durationMs: 20_000, prepareMs: 3000, critical: null, votesPerViewer: 100 };

/** Ann has invited bea, and the invitation has arrived. */
export async function invitedDuel(over: object = {}, options: { seed?: string } = {}): Promise<DuelWorld> {
  const world = await duelWorld(options);
  assert.deepEqual(await world.ann.order('battle.invite', { show: 'bea', ...duelRules, ...over }), { ok: true, battle: duel });
  await world.pass(200);
  assert.deepEqual(statuses(world), ['inviting', 'inviting']);
  return world;
}

/** And bea has accepted: votes have been taken for 300 ms. */
export async function runningDuel(over: object = {}, options: { seed?: string } = {}): Promise<DuelWorld> {
  const world = await invitedDuel(over, options);
  await world.bea.order('battle.accept', { battle: duel });
  await world.pass(3300);
  assert.deepEqual(statuses(world), ['running', 'running']);
  return world;
}

/** How the battle stands in ann's show and in bea's. */
export function statuses({ ann, bea }: DuelWorld): (string | undefined)[] {
  return [ann.json().battle?.status, bea.json().battle?.status];
}

export async function recordOf(house: House, battle = duel): Promise<BattleReceipt | null> {
  return (await house.receipt(battle)) as BattleReceipt | null;
}

/** The one record that both books have; it can be recomputed. */
export async function sameRecord({ ann, bea }: DuelWorld, battle = duel): Promise<BattleReceipt> {
  const [own, other] = [await recordOf(ann, battle), await recordOf(bea, battle)];
  assert.ok(own && other, `a record is missing: ann ${own !== null}, bea ${other !== null}`);
  assert.deepEqual(other, own);
  assert.deepEqual(checkBattleReceipt(own), []);
  return own;
}

export function noErrors({ ann, bea }: DuelWorld): void {
  assert.deepEqual([...ann.errors, ...bea.errors], []);
}
