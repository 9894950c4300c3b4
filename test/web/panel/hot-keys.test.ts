/** The hot keys: bound once, and silent wherever a key belongs to something else. */
import assert from 'node:assert/strict';
import { matchKeybindingPress, parseKeybinding } from 'tinykeys';
import { hotKeys, mayAct } from '../../../web/panel/control/hot-keys.ts';
import type { HotAction, KeyContext } from '../../../web/panel/control/hot-keys.ts';

function press(key: string, code: string, ...modifiers: string[]): KeyboardEvent {
  return { key, code, getModifierState: (name: string) => modifiers.includes(name) } as unknown as KeyboardEvent;
}

function actionsFor(event: KeyboardEvent): HotAction[] {
  return hotKeys
    .filter(({ keys }) => keys.some((binding) => matchKeybindingPress(event, parseKeybinding(binding)[0]!)))
    .map(({ does }) => does);
}

const free: KeyContext = { owns: 'nothing', dialog: false, locked: false, singleKeys: true, repeat: false };
const every = hotKeys.map(({ does }) => does);

describe('hot keys', () => {
  it('[PAGE-54] each key does one thing', () => {
    assert.deepEqual(actionsFor(press(' ', 'Space')), ['go']);
    assert.deepEqual(actionsFor(press('ArrowRight', 'ArrowRight')), ['go']);
    assert.deepEqual(actionsFor(press('ArrowLeft', 'ArrowLeft')), ['previous']);
    assert.deepEqual(actionsFor(press('1', 'Digit1')), ['quick']);
    assert.deepEqual(actionsFor(press('9', 'Numpad9')), ['quick']);
    assert.deepEqual(actionsFor(press('!', 'Digit1', 'Shift')), ['quickItem']);
    assert.deepEqual(actionsFor(press('e', 'KeyE')), ['extend']);
    assert.deepEqual(actionsFor(press('E', 'KeyE')), ['extend'], 'with caps lock on');
    assert.deepEqual(actionsFor(press('n', 'KeyN')), ['next']);
    assert.deepEqual(actionsFor(press('x', 'KeyX')), ['cancel']);
    assert.deepEqual(actionsFor(press('s', 'KeyS')), ['sale']);
    assert.deepEqual(actionsFor(press('m', 'KeyM')), ['moderate']);
    assert.deepEqual(actionsFor(press('l', 'KeyL')), ['lock']);
    assert.deepEqual(actionsFor(press('?', 'Slash', 'Shift')), ['help']);
    assert.deepEqual(actionsFor(press('Escape', 'Escape')), ['close']);
    assert.deepEqual(actionsFor(press('0', 'Digit0')), []);
  });

  it('[PAGE-54] the browser’s own shortcuts stay the browser’s', () => {
    for (const modifier of ['Control', 'Meta', 'Alt']) {
      assert.deepEqual(actionsFor(press('n', 'KeyN', modifier)), []);
      assert.deepEqual(actionsFor(press('1', 'Digit1', modifier)), []);
    }
  });

  it('[PAGE-55] single keys act only when nothing else owns the keyboard, and can be turned off', () => {
    for (const action of every) assert.equal(mayAct(action, 'e', free), true);
    for (const taken of [{ owns: 'text' }, { dialog: true }, { repeat: true }] as const) {
      const acting = every.filter((action) => mayAct(action, 'e', { ...free, ...taken }));
      assert.deepEqual(acting, ['close'], JSON.stringify(taken));
    }
    assert.deepEqual(
      every.filter((action) => mayAct(action, 'e', { ...free, singleKeys: false })),
      ['close'],
    );
  });

  it('[PAGE-55] Space on a focused button belongs to that button; the arrow still goes', () => {
    assert.equal(mayAct('go', ' ', { ...free, owns: 'space' }), false);
    assert.equal(mayAct('go', 'ArrowRight', { ...free, owns: 'space' }), true);
    assert.equal(mayAct('go', ' ', { ...free, owns: 'arrows' }), false);
    assert.equal(mayAct('go', 'ArrowRight', { ...free, owns: 'arrows' }), false, 'arrows move within a list');
    assert.equal(mayAct('extend', 'e', { ...free, owns: 'arrows' }), true);
  });

  it('[PAGE-55] a locked panel hears only its unlocking, the help and Esc', () => {
    assert.deepEqual(
      every.filter((action) => mayAct(action, 'l', { ...free, locked: true })),
      ['lock', 'help', 'close'],
    );
  });
});
