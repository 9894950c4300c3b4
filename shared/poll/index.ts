/** Polls: the rules of a question to everybody. */
export * from './poll.ts';
export * from './terms.ts';
export * from './votes.ts';
export { checkPollReceipt, pollChecks } from './check-receipt.ts';
export { pollReceipt, pollReceiptSchema } from './receipt.ts';
export type { PollReceipt } from './receipt.ts';
