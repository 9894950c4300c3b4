/** The page's voice does not chatter. */
import assert from 'node:assert/strict';
import { makeAnnouncer } from '../../../web/kit/announcer.ts';
import { manualClock } from '../../support/manual-clock.ts';

describe('announcer', () => {
  it('[PAGE-19] speaks at once when it was quiet, then at most every two seconds, newest words first', () => {
    const time = manualClock();
    const voice = makeAnnouncer(time);
    voice.say('one');
    assert.equal(voice.polite.value, 'one');
    voice.say('two');
    voice.say('three');
    time.advance(1999);
    assert.equal(voice.polite.value, 'one');
    time.advance(1);
    assert.equal(voice.polite.value, 'three');
    time.advance(5000);
    voice.say('four');
    assert.equal(voice.polite.value, 'four');
  });

  it('[PAGE-19] the same words again are a change that screen readers notice', () => {
    const time = manualClock();
    const voice = makeAnnouncer(time);
    voice.say('You won');
    time.advance(3000);
    voice.say('You won');
    assert.notEqual(voice.polite.value, 'You won');
    assert.equal(voice.polite.value.trim(), 'You won');
  });

  it('[PAGE-19] what is the listener’s own does not wait', () => {
    const voice = makeAnnouncer(manualClock());
    voice.say('one');
    voice.shout('You won');
    assert.equal(voice.assertive.value, 'You won');
  });
});
