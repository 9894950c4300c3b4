/** The catalogues of panel and overlay say the same things in both languages. */
import assert from 'node:assert/strict';
import { commands } from '../../../shared/protocol/commands.ts';
import { games } from '../../../shared/games/index.ts';
import overlayEn from '../../../web/locales/overlay.en.ts';
import overlayZh from '../../../web/locales/overlay.zh-CN.ts';
import contestsEn from '../../../web/locales/panel-contests.en.ts';
import salesEn from '../../../web/locales/panel-sales.en.ts';
import panelEn from '../../../web/locales/panel.en.ts';
import { hotKeys } from '../../../web/panel/control/hot-keys.ts';
import { panelTexts } from '../../../web/panel/texts.ts';

type Catalogue = Record<string, string>;
const catalogues: [name: string, en: Catalogue, zh: Catalogue][] = [
  ['panel', panelTexts.en, panelTexts['zh-CN']],
  ['overlay', overlayEn, overlayZh],
];

/** Chinese has one plural form where English has two. */
function keysOf(catalogue: Catalogue): string[] {
  return [...new Set(Object.keys(catalogue).map((key) => key.replace(/_(one|other)$/, '')))].toSorted();
}

function valuesIn(text: string): string[] {
  return [...text.matchAll(/\{\{(\w+)\}\}/g)].map(([, name]) => name!).toSorted();
}

describe('texts of panel and overlay', () => {
  for (const [name, en, zh] of catalogues) {
    it(`[PAGE-64] ${name}: both languages have the same texts`, () => {
      assert.deepEqual(keysOf(zh), keysOf(en));
    });

    it(`[PAGE-64] ${name}: a text names the same values in both languages`, () => {
      for (const [key, text] of Object.entries(zh)) {
        const english = en[key] ?? en[key.replace(/_other$/, '')];
        assert.ok(english !== undefined, `${key} is missing in English`);
        assert.deepEqual(valuesIn(text), valuesIn(english), key);
      }
    });

    it(`[PAGE-64] ${name}: no text is empty`, () => {
      for (const [key, text] of [...Object.entries(en), ...Object.entries(zh)]) assert.notEqual(text.trim(), '', key);
    });
  }

  it('[PAGE-64] panel: no text stands in two catalogues, where one would hide the other', () => {
    const keys = [panelEn, salesEn, contestsEn].flatMap((catalogue) => Object.keys(catalogue));
    assert.deepEqual(keys.toSorted(), Object.keys(panelTexts.en).toSorted());
  });

  it('[PAGE-64] every command, hot key and phase of a game has words', () => {
    for (const command of Object.keys(commands)) assert.ok(Object.hasOwn(panelTexts.en, `command.${command}`), command);
    for (const { does } of hotKeys) assert.ok(Object.hasOwn(panelTexts.en, `hotkey.${does}`), does);
    for (const game of Object.values(games)) {
      for (const phase of Object.keys(game.phases))
        assert.ok(Object.hasOwn(panelTexts.en, `phase.${phase}`), `${game.id} ${phase}`);
    }
  });
});
