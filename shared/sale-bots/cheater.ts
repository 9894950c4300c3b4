/** A viewer who tries everything that must not work: each trick either gets nothing, or no more than an honest grab would. */
import { between, freshGrab, heldOf } from './sale-bot.ts';
import type { SaleBot, SaleBotAsk, SaleSight } from './sale-bot.ts';

/** So many connections a cheater opens under the same name. */
export const cheaterConnections = 50;

const oddQuantities = [-1, 0, 0.5, 1001, 2 ** 53, Number.NaN, Number.POSITIVE_INFINITY];

/** One trick after the other; what a trick has to fit, such as a hold, it has to find. */
const tricks = {
  /** Long before or after its time. */
  outOfTime: (sees) => freshGrab(sees),
  /** A key that was used before. */
  twice: (sees, luck) => ({ ...freshGrab(sees), key: usedKey(sees, luck) }),
  /** The same with another payload. */
  otherPayload: (sees, luck) => ({ ...freshGrab(sees, 2), key: usedKey(sees, luck) }),
  /** More than anybody may have. */
  greedy: (sees) => freshGrab(sees, sees.sale.perViewer + 1),
  /** What is no quantity at all. */
  odd: (sees, luck) => freshGrab(sees, oddQuantities[luck % oddQuantities.length] ?? -1),
  /** Somebody else's hold, by guessing. */
  stolen: ({ show, sale, viewer }, luck) => ({
    kind: 'release',
    hold: `${show}.${sale.id}.${luck.toString(16).padStart(16, '0')}`,
    key: `steal-${viewer}-${luck}`,
  }),
  /** A unit given back twice. */
  givenTwice: (sees, luck) => {
    const hold = heldOf(sees) ?? sees.own.holds.find(({ status }) => status === 'released')?.hold;
    return hold === undefined ? null : { kind: 'release', hold, key: `back-${luck}` };
  },
} as const satisfies Record<string, (sees: SaleSight, luck: number) => SaleBotAsk | null>;

const trickNames = Object.keys(tricks) as (keyof typeof tricks)[];

export const cheater: SaleBot = (random, sees) => {
  const trick = tricks[trickNames[random.int(trickNames.length)]!];
  return { ask: trick(sees, random.int(2 ** 31)), thinkMs: between(random, 20, 400) };
};

function usedKey({ grabs }: SaleSight, luck: number): string {
  return `grab-${1 + (luck % Math.max(1, grabs))}`;
}
