/** How much is given up at once of what is due by the thousand. */
import type { SaleLine } from './lines.ts';

/**
 * Holds that one ask gives up at most because they are due: many thousands would keep everybody else waiting. What is left
 * is for the next asks. No answer about a hold depends on how far that is. But a grab, or a lower stock, may be refused for
 * some moments for want of units that nobody has come to yet; nobody is refused for ever, as refusals are not remembered.
 */
export const sweepLimit = 500;

/** Whether a line gives a hold up because it was due. */
export function isSwept(line: SaleLine): boolean {
  return line.kind === 'expire' || (line.kind === 'release' && line.by === 'cancellation');
}
