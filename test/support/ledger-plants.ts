/** Ledgers with one fault each, around a sound one: what the history checker must find. */
import type { SaleLedger } from '../../rooms/sale-ledger.ts';
import { isRefusal, refuse } from '../../shared/protocol/index.ts';
import type { LedgerLine, SaleTotals } from '../../shared/sale/index.ts';
import { totalsAfter } from '../../shared/sale/totals.ts';

type Plant = (ledger: SaleLedger) => SaleLedger;

const everyNth = (n: number) => {
  let count = 0;
  return () => ++count % n === 0;
};

/** Says yes to a grab that a crash then loses. */
export const acknowledgesBeforeCommit: Plant = (ledger) => {
  const isLost = everyNth(400);
  return {
    ...ledger,
    grab: async (sale, ask) => (isLost() ? { hold: ask.hold, expiresAt: ask.arrivedAt + 2000 } : ledger.grab(sale, ask)),
  };
};

/** Takes units without looking at the limit: whoever is over it asks as somebody else. */
export const forgetsTheLimit: Plant = (ledger) => {
  const over = new Set<string>();
  return {
    ...withLines(ledger, (lines) =>
      lines.map((line) => ('viewer' in line ? { ...line, viewer: line.viewer.split('#', 1)[0]! } : line)),
    ),
    grab: async (sale, ask) => {
      const other = { ...ask, viewer: `${ask.viewer}#${ask.key}` };
      if (over.has(other.viewer)) return ledger.grab(sale, other);
      const answer = await ledger.grab(sale, ask);
      if (!isRefusal(answer) || answer.code !== 'sale/limit') return answer;
      over.add(other.viewer);
      return ledger.grab(sale, other);
    },
  };
};

/** Takes units without looking at the stock: sells what the shop has twice. */
export const forgetsTheStock: Plant = (ledger) => ({
  ...withLines(ledger, (lines) =>
    lines.map((line) => {
      const stock = line.after.stock / 2;
      const after = { ...line.after, stock, available: stock - line.after.held - line.after.sold };
      return line.kind === 'open' ? { ...line, after, terms: { ...line.terms, stock } } : { ...line, after };
    }),
  ),
  open: (terms, at) => ledger.open({ ...terms, stock: terms.stock * 2 }, at),
});

/** Puts the units of one hold back on sale twice. */
export const expiresTwice: Plant = (ledger) =>
  withLines(ledger, (lines) => {
    const at = lines.findIndex(({ kind }) => kind === 'expire');
    return recount(lines.toSpliced(at + 5, 0, { ...lines[at]!, at: lines[at + 5]!.at }));
  });

/** Gives a repeated grab another answer. */
export const answersTwice: Plant = (ledger) => {
  const asked = new Set<string>();
  return {
    ...ledger,
    grab: async (sale, ask) => {
      const answer = await ledger.grab(sale, ask);
      const key = JSON.stringify([ask.viewer, ask.key]);
      const isRepeat = asked.has(key);
      asked.add(key);
      return isRepeat && 'expiresAt' in answer ? { ...answer, expiresAt: answer.expiresAt + 1 } : answer;
    },
  };
};

/** Takes a repeated grab for a new one. */
export const grabsTwice: Plant = (ledger) => {
  const granted = new Set<string>();
  let n = 0;
  return {
    ...withLines(ledger, (lines) => lines.map((line) => ('key' in line ? { ...line, key: line.key.split('#', 1)[0]! } : line))),
    grab: async (sale, ask) => {
      const key = JSON.stringify([ask.viewer, ask.key]);
      const answer = await ledger.grab(sale, granted.has(key) ? { ...ask, key: `${ask.key}#${++n}` } : ask);
      if (!isRefusal(answer)) granted.add(key);
      return answer;
    },
  };
};

/** Says that a hold is given back, and keeps it. */
export const losesReleases: Plant = (ledger) => {
  const isLost = everyNth(9);
  return {
    ...ledger,
    release: async (ask, at) => (isLost() ? { hold: ask.hold } : ledger.release(ask, at)),
  };
};

/** Writes that a hold is given back, and never puts one unit of it on sale again. */
export const losesUnits: Plant = (ledger) =>
  withLines(ledger, (lines) => {
    const at = lines.findIndex(({ kind }) => kind === 'release');
    return lines.map((line, n) => (n < at ? line : { ...line, after: { ...line.after, available: line.after.available - 1 } }));
  });

/** Tells the shop that a hold is sold, and sells it to somebody else. */
export const losesOrders: Plant = (ledger) => {
  const isLost = everyNth(9);
  return {
    ...ledger,
    confirm: async (ask, at) => (isLost() ? { ...ask, viewer: 'nobody', quantity: 1 } : ledger.confirm(ask, at)),
  };
};

/** Confirms a hold for every order that asks. */
export const sellsToAnyOrder: Plant = (ledger) => ({
  ...ledger,
  confirm: async (ask, at) => {
    const answer = await ledger.confirm(ask, at);
    return isRefusal(answer) && answer.code === 'hold/confirmed' ? { ...ask, viewer: 'nobody', quantity: 1 } : answer;
  },
});

/** Gives one viewer's hold to another. */
export const mixesUpViewers: Plant = (ledger) =>
  withLines(ledger, (lines) => {
    const first = lines.find((line) => line.kind === 'hold');
    return lines.map((line) => ('hold' in line && line.hold === first?.hold ? { ...line, viewer: 'thief' } : line));
  });

/** Does what it then refuses. */
export const refusesWhatItDid: Plant = (ledger) => {
  const isWrong = everyNth(9);
  return {
    ...ledger,
    grab: async (sale, ask) => {
      const answer = await ledger.grab(sale, ask);
      return !isRefusal(answer) && isWrong() ? refuse('sold-out') : answer;
    },
  };
};

/** Never lets one hold run out. */
export const forgetsAHold: Plant = (ledger) =>
  withLines(ledger, (lines) =>
    recount(
      lines.toSpliced(
        lines.findIndex(({ kind }) => kind === 'expire'),
        1,
      ),
    ),
  );

/** Lets holds run out half a second before the time that it told. */
export const expiresEarly: Plant = (ledger) => ({
  ...withLines(ledger, (lines) =>
    lines.map((line) => (line.kind === 'hold' ? { ...line, expiresAt: line.expiresAt + 500 } : line)),
  ),
  open: (terms, at) => ledger.open({ ...terms, holdMs: terms.holdMs - 500 }, at),
  grab: async (sale, ask) => {
    const answer = await ledger.grab(sale, ask);
    return 'expiresAt' in answer ? { ...answer, expiresAt: answer.expiresAt + 500 } : answer;
  },
});

/** Loses a line that says a hold ran out. */
export const losesALine: Plant = (ledger) =>
  withLines(ledger, (lines) =>
    lines.toSpliced(
      lines.findIndex(({ kind }) => kind === 'expire'),
      1,
    ),
  );

function withLines(ledger: SaleLedger, change: (lines: LedgerLine[]) => LedgerLine[]): SaleLedger {
  return { ...ledger, lines: async (sale, page) => change(await ledger.lines(sale, page)) };
}

/** Makes the totals fit again: the fault is in what happened, not in the arithmetic. */
function recount(lines: readonly LedgerLine[]): LedgerLine[] {
  let totals: SaleTotals | null = null;
  return lines.map((line) => {
    totals = totals ? totalsAfter(totals, line) : line.after;
    return { ...line, after: totals };
  });
}
