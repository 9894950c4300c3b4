/** The pages' texts: complete in every language, and chosen as the viewer wishes. */
import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { errors, refuse } from '../../../shared/protocol/errors.ts';
import type { ErrorCode } from '../../../shared/protocol/errors.ts';
import { chooseLang, formatCount, kitT, makeT } from '../../../web/kit/i18n.ts';
import { pickLang } from '../../../web/kit/lang.ts';
import { byeText, refusalText } from '../../../web/kit/refusal-text.ts';
import { formatRemaining, nextChangeMs } from '../../../web/kit/remaining.ts';

const folder = new URL('../../../web/locales/', import.meta.url);
const catalogues = readdirSync(folder)
  .filter((name) => name.endsWith('.en.ts'))
  .map((name) => name.slice(0, -'.en.ts'.length));

async function texts(catalogue: string, language: string): Promise<Record<string, string>> {
  const module = (await import(new URL(`${catalogue}.${language}.ts`, folder).href)) as { default: Record<string, string> };
  return module.default;
}

/** Plural forms differ between languages; what is asked for must not. */
const asked = (keys: string[]): string[] =>
  [...new Set(keys.map((key) => key.replace(/_(zero|one|two|few|many|other)$/, '')))].toSorted();
const holes = (text: string): string[] => [...new Set([...text.matchAll(/\{\{(\w+)\}\}/g)].map((match) => match[1]!))].toSorted();

describe('texts', () => {
  for (const catalogue of catalogues) {
    it(`[PAGE-20] ${catalogue}: every text is there in English and in Chinese, with the same values in it`, async () => {
      const en = await texts(catalogue, 'en');
      const zh = await texts(catalogue, 'zh-CN');
      assert.deepEqual(asked(Object.keys(zh)), asked(Object.keys(en)));
      for (const [key, text] of Object.entries({ ...en, ...zh })) assert.notEqual(text.trim(), '', key);
      for (const [key, text] of Object.entries(zh)) {
        const same = en[key] ?? en[key.replace(/_other$/, '_one')] ?? '';
        const english = new Set([...holes(same), ...holes(en[key.replace(/_\w+$/, '_other')] ?? '')]);
        for (const hole of holes(text)) assert.ok(english.has(hole), `${key}: {{${hole}}} is only in zh-CN`);
      }
    });
  }

  it('[PAGE-21] every refusal and farewell has a sentence in both languages', () => {
    for (const language of ['en', 'zh-CN'] as const) {
      chooseLang(language);
      for (const code of Object.keys(errors) as ErrorCode[]) {
        const sentence = refusalText(refuse(code));
        assert.ok(!sentence.startsWith('refusal.'), code);
        if (language === 'zh-CN') assert.match(sentence, /\p{Script=Han}/u, `${code} has no Chinese sentence`);
      }
      assert.ok(byeText('banned').length > 3);
    }
    chooseLang('en');
  });

  it('[PAGE-21] a code that this page does not know shows the server’s own sentence', () => {
    const unknown = { code: 'sale/sold-out' as ErrorCode, message: 'All gone.' };
    assert.equal(refusalText(unknown), 'All gone.');
  });

  it('[PAGE-22] the language is the first wish that we speak: address, stored choice, browser, then English', () => {
    assert.equal(pickLang(['zh-CN', 'en']), 'zh-CN');
    assert.equal(pickLang([null, undefined, 'zh-Hans-SG']), 'zh-CN');
    assert.equal(pickLang(['fr', 'en-GB', 'zh']), 'en');
    assert.equal(pickLang(['fr', 'de']), 'en');
    assert.equal(pickLang([]), 'en');
  });

  it('[PAGE-22] texts follow the chosen language, with plurals', () => {
    const t = makeT({
      en: { taps_one: '{{count}} tap', taps_other: '{{count}} taps' },
      'zh-CN': { taps_other: '{{count}} 次' },
    });
    chooseLang('en');
    assert.equal(t('taps', { count: 1 }), '1 tap');
    assert.equal(t('taps', { count: 3 }), '3 taps');
    chooseLang('zh-CN');
    assert.equal(t('taps', { count: 1 }), '1 次');
    assert.equal(kitT('action.retry'), '重试');
    assert.equal(formatCount(123_456), '12.3万');
    chooseLang('en');
    assert.equal(formatCount(123_456), '123.5K');
  });

  it('[PAGE-23] a countdown shows 1 until the very end and never less than 0', () => {
    assert.equal(formatRemaining(1), '1');
    assert.equal(formatRemaining(0), '0');
    assert.equal(formatRemaining(-500), '0');
    assert.equal(formatRemaining(59_001), '1:00');
    assert.equal(formatRemaining(65_000), '1:05');
    assert.equal(formatRemaining(3_723_000), '1:02:03');
    for (const left of [1, 999, 1000, 1001, 59_500]) {
      const next = nextChangeMs(left);
      assert.equal(formatRemaining(left), formatRemaining(left - next + 1));
      assert.notEqual(formatRemaining(left), formatRemaining(left - next));
    }
    assert.equal(nextChangeMs(0), Infinity);
  });
});
