/** Sides of battles between shows have the shows' ids: whatever names a side takes every id that a show may have. */
import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { showIdPattern } from '../../../shared/ids.ts';
import { battleBoost, giftRequest, showRule, viewerRequests } from '../../../shared/protocol/index.ts';

describe('the id of a side', () => {
  it('[BATTLE-243] may be that of any show: it can be voted for, liked, given to, boosted and waited for', () => {
    const battle = 'ann.battle-1';
    fc.assert(
      fc.property(fc.stringMatching(new RegExp(showIdPattern.source, 'u')), (side) => {
        assert.equal(viewerRequests.vote.safeParse({ battle, side, key: 'k' }).error, undefined);
        assert.equal(viewerRequests.like.safeParse({ count: 1, side }).error, undefined);
        assert.equal(giftRequest.safeParse({ key: 'k', viewer: 'v', value: 1, side }).error, undefined);
        assert.equal(battleBoost.safeParse({ side }).error, undefined);
        const when = { kind: 'battle-won', side };
        assert.equal(showRule.safeParse({ id: 'rule', when, item: 'item' }).error, undefined);
      }),
      { examples: [['a'.repeat(64)]] },
    );
  });
});
