/** Which language a page speaks: `?lang=`, then the stored choice, then the browser's. */

export const languages = ['en', 'zh-CN'] as const;
export type Lang = (typeof languages)[number];

/** The best of our languages for a list of wishes such as `['zh-Hans-SG', 'en']`. */
export function pickLang(wishes: readonly (string | null | undefined)[]): Lang {
  for (const wish of wishes) {
    const base = wish?.toLowerCase().split(/[-_]/, 1)[0];
    const found = languages.find((language) => language.toLowerCase().split('-', 1)[0] === base);
    if (found) return found;
  }
  return 'en';
}
