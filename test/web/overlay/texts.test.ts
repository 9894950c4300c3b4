/** The overlay's own small way with texts. */
import assert from 'node:assert/strict';
import { textsIn } from '../../../web/overlay/texts.ts';

describe('overlay texts', () => {
  it('[PAGE-65] values and plurals are filled in, in each language', () => {
    const en = textsIn('en');
    assert.equal(en.t('quiz.question', { at: 2, of: 5 }), 'Question 2 of 5');
    assert.equal(en.t('quiz.answered', { count: 1, shown: '1' }), '1 answer');
    assert.equal(en.t('quiz.answered', { count: 0, shown: '0' }), '0 answers');
    const zh = textsIn('zh-CN');
    assert.equal(zh.t('quiz.question', { at: 2, of: 5 }), '第 2 题，共 5 题');
    assert.equal(zh.t('quiz.answered', { count: 1, shown: '1' }), '1 人已作答');
    assert.equal(zh.formatNumber(12345), '12,345');
  });

  it('[PAGE-65] a value is put in as it is, whatever characters it holds', () => {
    assert.equal(textsIn('en').t('tapRace.wins', { team: '$& {{team}}' }), '$& {{team}} wins!');
  });
});
