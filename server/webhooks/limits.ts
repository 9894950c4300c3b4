/** How much is kept for an endpoint that does not take what it is told. */

/** Deliveries that may wait; what comes above that is not told, and can be read from the sale's ledger. */
export const waitingAtMost = 100_000;
/** Dead letters, the newest. */
export const deadAtMost = 1000;
