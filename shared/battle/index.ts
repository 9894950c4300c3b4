/** Battles: the rules of a contest of sides. */
export { ballotOf } from './ballot-of.ts';
export { battleChecks, checkBattleReceipt } from './check/receipt.ts';
export { boost, endNow, extend, extensionLeftMs } from './changes.ts';
export { factorAt } from './factor.ts';
export { judgeGift, whyNoGift } from './gifts.ts';
export { leaderOf } from './lead.ts';
export { newBattle } from './new-battle.ts';
export { battleReceipt, battleReceiptSchema } from './receipt.ts';
export type { BattleReceipt } from './receipt.ts';
export { scoresOf } from './score.ts';
export { hearTally, shownOf } from './shown.ts';
export { streakKey, streaksAfter } from './streaks.ts';
export * from './terms.ts';
export { giftsUntil, isOver, isPlaying, isSettled, takesVotes, timeOf } from './times.ts';
export { advanceBattle, cancel, closePeriod, forfeit, readyBattle, reject } from './transitions.ts';
