/** The pages' texts as a person in front of them reads them: from the pages' own catalogues, in either language. */
import type { Lang } from '../../web/kit/lang.ts';
import checkoutEn from '../../web/locales/checkout.en.ts';
import checkoutZh from '../../web/locales/checkout.zh-CN.ts';
import contestEn from '../../web/locales/contest.en.ts';
import contestZh from '../../web/locales/contest.zh-CN.ts';
import kitEn from '../../web/locales/kit.en.ts';
import kitZh from '../../web/locales/kit.zh-CN.ts';
import overlayEn from '../../web/locales/overlay.en.ts';
import overlayZh from '../../web/locales/overlay.zh-CN.ts';
import viewerEn from '../../web/locales/viewer.en.ts';
import viewerZh from '../../web/locales/viewer.zh-CN.ts';
import votesEn from '../../web/locales/votes.en.ts';
import votesZh from '../../web/locales/votes.zh-CN.ts';
import { panelTexts } from '../../web/panel/texts.ts';

type Catalogue = Readonly<Record<string, string>>;
type Values = Readonly<Record<string, string | number>>;
/** `taps_one` and `taps_other` are both asked for as `taps`, with `{ count }`. */
type Asked<C> = {
  [K in keyof C & string]: K extends `${infer Base}_${'one' | 'other'}` ? Base : K;
}[keyof C & string];

export interface Say<C> {
  (key: Asked<C>, values?: Values): string;
  /** The whole text, whatever stands in the places that `values` leaves open. */
  like(key: Asked<C>, values?: Values): RegExp;
}

export interface Words {
  lang: Lang;
  kit: Say<typeof kitEn>;
  viewer: Say<typeof viewerEn>;
  panel: Say<typeof panelTexts.en>;
  overlay: Say<typeof overlayEn>;
  checkout: Say<typeof checkoutEn>;
  /** Battles and polls: what every page says of them, and what the viewer page does. */
  contest: Say<typeof contestEn>;
  votes: Say<typeof votesEn>;
}

export function wordsIn(lang: Lang): Words {
  const zh = lang === 'zh-CN';
  return {
    lang,
    kit: sayer<typeof kitEn>(lang, zh ? kitZh : kitEn),
    viewer: sayer<typeof viewerEn>(lang, zh ? viewerZh : viewerEn),
    panel: sayer<typeof panelTexts.en>(lang, panelTexts[lang]),
    overlay: sayer<typeof overlayEn>(lang, zh ? overlayZh : overlayEn),
    checkout: sayer<typeof checkoutEn>(lang, zh ? checkoutZh : checkoutEn),
    contest: sayer<typeof contestEn>(lang, zh ? contestZh : contestEn),
    votes: sayer<typeof votesEn>(lang, zh ? votesZh : votesEn),
  };
}

function sayer<C>(lang: Lang, catalogue: Catalogue): Say<C> {
  const plurals = new Intl.PluralRules(lang);
  /** The forms a text may take: one when the count is known, else every one there is. */
  const formsOf = (key: string, { count }: Values): string[] => {
    const keys = typeof count === 'number' ? [`${key}_${plurals.select(count)}`, `${key}_other`] : [`${key}_one`, `${key}_other`];
    const forms = [key, ...keys].map((name) => catalogue[name]).filter((text) => text !== undefined);
    if (forms.length === 0) throw new Error(`the ${lang} catalogue has no text ${key}`);
    return typeof count === 'number' ? forms.slice(0, 1) : forms;
  };
  const say = (key: string, values: Values = {}): string =>
    formsOf(key, values)[0]!.replaceAll(place, (_, name: string) => String(values[name] ?? ''));
  const like = (key: string, values: Values = {}): RegExp => {
    const patterns = formsOf(key, values).map((text) => patternOf(text, values));
    return new RegExp(`^(?:${patterns.join('|')})$`);
  };
  return Object.assign(say, { like }) as Say<C>;
}

const place = /\{\{(\w+)\}\}/g;

function patternOf(text: string, values: Values): string {
  // Texts and the names of their places alternate.
  const parts = text.split(place).map((part, i) => {
    if (i % 2 === 0) return escaped(part);
    return values[part] === undefined ? '.*?' : escaped(String(values[part]));
  });
  return parts.join('');
}

function escaped(text: string): string {
  return text.replaceAll(/[\\^$.*+?()[\]{}|/-]/g, String.raw`\$&`);
}
