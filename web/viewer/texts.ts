/** The viewer page's texts. */
import en from '../locales/viewer.en.ts';
import zh from '../locales/viewer.zh-CN.ts';
import { makeT } from '../kit/i18n.ts';

export const t = makeT({ en, 'zh-CN': zh });

/** A game's name; one that this page does not know is called by its id, in words. */
export function gameTitle(game: string): string {
  const key = `game.${game}`;
  if (Object.hasOwn(en, key)) return t(key as 'game.tap-race');
  const words = game.replaceAll('-', ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** What a phase asks of the viewer, in a few words; nothing for phases that this page does not know. */
export function phaseTitle(game: string, phase: string): string {
  const key = phase === 'soon' ? 'phase.soon' : `phase.${game}.${phase}`;
  return Object.hasOwn(en, key) ? t(key as 'phase.soon') : '';
}
