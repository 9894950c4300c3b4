/** The rules of a battle as viewers read them before it starts. */
import assert from 'node:assert/strict';
import { chooseLang } from '../../../../web/kit/i18n.ts';
import { rulesText } from '../../../../web/viewer/battle/rules-text.ts';
import { battleJson, endsAt, startedAt } from '../../../support/web-contest.ts';

const has = (rules: readonly string[], part: RegExp): boolean => rules.some((rule) => part.test(rule));

describe('rules of a battle', () => {
  it('[PAGE-153] say duration, votes, hearts, gifts, the last moments, overtime, minimum, draw and forfeit', () => {
    const rules = rulesText(
      battleJson({
        status: 'ready',
        endsAt: startedAt,
        mistAt: endsAt - 90_000,
        minScore: 20_000,
        verdict: 'forfeit',
        verdictText: 'ten squats',
      }),
    );
    assert.deepEqual(rules, [
      'Votes are taken for 3 minutes.',
      'Everybody has 10 votes.',
      'Up to 5 hearts of yours count, one point each.',
      'Gifts count by their value.',
      'In the last 10 seconds everything counts ×2.',
      'In the last 1 minute 30 seconds the scores are hidden.',
      'If the lead changes in the last 10 seconds, it goes on for 10 more, up to 3 times.',
      'A side needs 20,000 to win.',
      'At equal scores it is a draw.',
      'The forfeit for the others: ten squats',
    ]);
  });

  it('[PAGE-153] leave out what a battle does not have, and what is not known', () => {
    const bare = battleJson({
      durationMs: 0,
      votesPerViewer: 0,
      likesPerViewer: 0,
      gifts: 'none',
      criticalAt: 0,
      overtimes: 0,
      draw: 'earliest',
    });
    assert.deepEqual(rulesText(bare), [
      'There are no votes in this one.',
      'Gifts do not count.',
      'At equal scores the side that was there first wins.',
    ]);
    assert.ok(has(rulesText(battleJson({ votesPerViewer: 1, gifts: 'rose,rocket' })), /1 vote\.$/));
    assert.ok(has(rulesText(battleJson({ gifts: 'rose,rocket' })), /rose and rocket/));
    assert.ok(has(rulesText(battleJson({ overtimes: 1 })), /once/));
  });

  it('[PAGE-153] say the same in Chinese', () => {
    chooseLang('zh-CN');
    try {
      const rules = rulesText(battleJson({ mistAt: endsAt - 30_000, minScore: 1, verdictText: '唱歌' }));
      assert.equal(rules.length, 10);
      for (const rule of rules) assert.match(rule, /\p{Script=Han}/u);
    } finally {
      chooseLang('en');
    }
  });
});
