/** A command in words: what it is called, and to whom or what it was done. */
import type { ShowJson } from '../../../shared/state/show-state.ts';
import { namesIn } from '../control/lists.ts';
import { numberIn, rowsIn, textIn } from '../forms/read-json.ts';
import { textOr } from '../texts.ts';
import type { Studio } from './studio.ts';
import { gameTitle } from './titles.ts';

export function commandText(name: string, args: unknown, studio: Studio): string {
  const words = textOr(`command.${name}`, name);
  const object = objectOf(args, studio);
  return object === '' ? words : `${words} · ${object}`;
}

function objectOf(args: unknown, { games, desk }: Studio): string {
  if (typeof args !== 'object' || args === null) return '';
  if ('game' in args && typeof args.game === 'string') return gameTitle(games.value, args.game);
  if ('viewer' in args && typeof args.viewer === 'string') {
    return namesIn(desk.panel.value?.winners ?? [], desk.chat.value).get(args.viewer) ?? args.viewer;
  }
  if ('sale' in args && typeof args.sale === 'string') return desk.show.value?.sales[args.sale]?.title ?? args.sale;
  if ('product' in args && 'title' in args && typeof args.title === 'string') return args.title;
  if ('sides' in args && Array.isArray(args.sides)) return sideNames(args.sides);
  if ('question' in args && typeof args.question === 'string') return args.question;
  if ('rules' in args && Array.isArray(args.rules)) return String(args.rules.length);
  if ('side' in args && typeof args.side === 'string') return boostText(args.side, { ...args }, desk.show.value);
  if ('show' in args && typeof args.show === 'string') return args.show;
  if ('ms' in args && typeof args.ms === 'number') return `+${args.ms / 1000} s`;
  if ('bots' in args && typeof args.bots === 'number') return String(args.bots);
  return '';
}

function sideNames(sides: readonly unknown[]): string {
  return rowsIn({ sides }, 'sides')
    .map((side) => textIn(side, 'name') ?? '')
    .join(' · ');
}

/** `Red ×2`: of a boost. */
function boostText(id: string, args: Record<string, unknown>, show: ShowJson | null): string {
  const name = show?.battle?.sides.find((side) => side.id === id)?.name ?? id;
  return `${name} ×${numberIn(args, 'factor') ?? 2}`;
}
