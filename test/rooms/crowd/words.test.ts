/** What may be written: lengths, characters, and blocked words however they are dressed. */
import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { cleanLine, cleanName } from '../../../rooms/crowd/words.ts';
import { isRefusal } from '../../../shared/protocol/index.ts';

const limits = { chatMaxLength: 20, blockedWords: ['badword', '敏感词', 'büse'] };

function codeOf(cleaned: unknown): string {
  return isRefusal(cleaned) ? cleaned.code : 'fine';
}

/** Texts in which halves of characters stand alone. */
const halves = fc.uint16Array({ maxLength: 40 }).map((units) => String.fromCharCode(...units));

describe('chat lines', () => {
  it('[CHAT-2] are shown tidied: trimmed, spaces as one, nothing that cannot be seen', () => {
    const cases: [said: string, shown: string][] = [
      ['hello', 'hello'],
      ['  hello   there ', 'hello there'],
      ['two\nlines\tand\r\nmore', 'two lines and more'],
      ['a\u0000b\u0007c\u001bd', 'abcd'],
      ['\u202eevil\u202c', 'evil'],
      ['zero\u200bwidth\ufeff', 'zerowidth'],
      ['half \ud800 an emoji', 'half an emoji'],
      ['\udc00', ''],
      ['e\u0301', '\u00e9'],
      [`z${'\u0335'.repeat(30)}algo`, 'z\u0335\u0335algo'],
      ['主播好！🎁', '主播好！🎁'],
      ['👍🏽', '👍🏽'],
    ];
    for (const [said, shown] of cases) {
      const cleaned = cleanLine(said, limits);
      if (shown === '') assert.equal(codeOf(cleaned), 'chat/empty', JSON.stringify(said));
      else assert.equal(cleaned, shown, JSON.stringify(said));
    }
  });

  it('[CHAT-2] whatever is said, what is shown is no longer, well-formed, and stays as it is when it is said again', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: 'binary', maxLength: 60 }), halves), (said) => {
        const shown = cleanLine(said, limits);
        if (isRefusal(shown)) return;
        assert.ok(Array.from(shown).length <= limits.chatMaxLength);
        assert.ok(shown.isWellFormed(), 'a stock decoder must read the same');
        assert.equal(shown, shown.trim());
        assert.doesNotMatch(shown, /\p{Cc}/u);
        assert.equal(cleanLine(shown, limits), shown);
      }),
      { numRuns: 2000 },
    );
  });

  it('[CHAT-3] are refused when there is nothing in them, or too much', () => {
    for (const said of ['', ' ', '\n\t', '\u200b\u202e'])
      assert.equal(codeOf(cleanLine(said, limits)), 'chat/empty', JSON.stringify(said));
    assert.equal(codeOf(cleanLine('x'.repeat(20), limits)), 'fine');
    assert.equal(codeOf(cleanLine('x'.repeat(21), limits)), 'chat/too-long');
    assert.equal(codeOf(cleanLine('🎁'.repeat(20), limits)), 'fine', 'a character counts once');
    assert.equal(codeOf(cleanLine('🎁'.repeat(21), limits)), 'chat/too-long');
  });

  it('[CHAT-4] hold no blocked word, through spacing, punctuation, capitals, full-width letters and marks', () => {
    const dressed = [
      'badword',
      'BadWord',
      'b a d w o r d',
      'b.a-d_w*o|r d',
      'ｂａｄｗｏｒｄ',
      'ＢＡＤ　ＷＯＲＤ',
      'b\u200bad\u00adword',
      'a badword.',
      'xbadwordx',
      '敏感词',
      '敏 感 词',
      '敏*感*词',
      'BÜSE',
      'bu\u0308se',
      'ⓑⓐⓓⓦⓞⓡⓓ',
      'b\u0336a\u0336d\u0336word',
    ];
    for (const said of dressed) assert.equal(codeOf(cleanLine(said, limits)), 'chat/blocked', said);
    for (const said of ['good words', '敏感', 'ward bod', 'bad w0rd'])
      assert.equal(codeOf(cleanLine(said, limits)), 'fine', said);
  });

  it('[CHAT-4] a blocked word is found as the operator wrote it, capitals, spaces and all', () => {
    for (const word of ['Bad Word', 'BADWORD', ' badword ', 'ＢＡＤword']) {
      assert.equal(codeOf(cleanLine('a b-a-dword', { ...limits, blockedWords: [word] })), 'chat/blocked', word);
    }
    assert.equal(codeOf(cleanLine('take this 🖕', { ...limits, blockedWords: ['🖕'] })), 'chat/blocked');
    assert.equal(
      codeOf(cleanLine('anything', { ...limits, blockedWords: ['', ' ', '!'] })),
      'fine',
      'an empty word blocks nothing',
    );
  });
});

describe('names', () => {
  it('[CHAT-5] are tidied and filtered like lines, and have 1 to 24 characters', () => {
    assert.equal(cleanName('  小明\u202e ', limits), '小明');
    assert.equal(cleanName('x'.repeat(24), limits), 'x'.repeat(24));
    for (const name of ['', '  ', '\u200b', 'x'.repeat(25), 'B A D W O R D', 'ｂａｄｗｏｒｄ']) {
      assert.equal(codeOf(cleanName(name, limits)), 'viewer/bad-name', name);
    }
  });
});
