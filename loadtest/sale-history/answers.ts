/** What clients were told must be what the ledger says, and what the ledger says must have been asked for. */
import { isDeepStrictEqual } from 'node:util';
import { mayHaveWorked, successOf } from './records.ts';
import { keyOf } from './tale.ts';
import type { FirstLine, Tale } from './tale.ts';

export const answerInvariants = {
  /** Every acknowledged grab is in the ledger: one line, that very viewer, key, quantity and answer. */
  'acknowledged-is-written': ({ grabs, firstsByHold }: Tale) =>
    grabs.flatMap((record) => {
      const answer = successOf(record);
      if (!answer) return [];
      const written = firstsByHold.get(answer.hold) ?? [];
      if (written.length !== 1) return [`${written.length} lines for the acknowledged grab ${JSON.stringify(record)}`];
      const [line] = written as [FirstLine];
      const isSame = keyOf(line) === keyOf(record) && line.quantity === record.quantity;
      const told =
        line.kind === 'queue' ? { hold: line.hold, queued: line.number } : { hold: line.hold, expiresAt: line.expiresAt };
      return isSame && isDeepStrictEqual(told, answer)
        ? []
        : [`written otherwise than told: ${JSON.stringify({ record, line })}`];
    }),

  /** A key of a viewer is granted one quantity, with one answer. */
  'same-key-same-answer': ({ grabsByKey }: Tale) =>
    [...grabsByKey].flatMap(([key, records]) => {
      const granted = records.flatMap((record) => {
        const answer = successOf(record);
        return answer ? [{ quantity: record.quantity, answer }] : [];
      });
      return granted.every((each) => isDeepStrictEqual(each, granted[0])) ? [] : [`key ${key}: ${JSON.stringify(granted)}`];
    }),

  /** Nobody holds, has bought or gave back what was not asked for, or was refused. */
  'asked-for': ({ grabsByKey, firsts, releases, confirms, lines }: Tale) => {
    const unasked = firsts.filter((line) => {
      const asks = grabsByKey.get(keyOf(line)) ?? [];
      return !asks.some((ask) => ask.quantity === line.quantity && mayHaveWorked(ask));
    });
    const released = new Set(releases.filter(mayHaveWorked).map(({ hold, viewer }) => JSON.stringify([hold, viewer])));
    const ordered = new Set(confirms.filter(mayHaveWorked).map(({ hold, order }) => JSON.stringify([hold, order])));
    const ends = lines.filter((line) => {
      if (line.kind === 'confirm') return !ordered.has(JSON.stringify([line.hold, line.order]));
      if (line.kind !== 'release' || line.by === 'cancellation' || line.by === 'shortage') return false;
      return !released.has(JSON.stringify([line.hold, line.by === 'shop' ? null : line.viewer]));
    });
    return [...unasked, ...ends].map((line) => `nobody was granted ${JSON.stringify(line)}`);
  },

  /** What the shop was told is sold is sold, to that order. */
  'confirmed-is-sold': ({ confirms, endsByHold }: Tale) =>
    confirms.flatMap((record) => {
      if (!successOf(record)) return [];
      const ends = endsByHold.get(record.hold) ?? [];
      const isSold = ends.some((line) => line.kind === 'confirm' && line.order === record.order);
      return isSold ? [] : [`not sold: ${JSON.stringify(record)}`];
    }),

  /** What somebody was told is given back is given back. */
  'released-is-returned': ({ releases, endsByHold }: Tale) =>
    releases.flatMap((record) => {
      if (!successOf(record)) return [];
      const isBack = (endsByHold.get(record.hold) ?? []).some(({ kind }) => kind === 'release');
      return isBack ? [] : [`not given back: ${JSON.stringify(record)}`];
    }),
} as const;
