/** A page in a background tab. */
import assert from 'node:assert/strict';
import { closeStand, stand } from '../../support/page-stand.ts';

describe('a page that nobody looks at', () => {
  const before = Object.getOwnPropertyDescriptor(globalThis, 'document');
  const windowBefore = Object.getOwnPropertyDescriptor(globalThis, 'window');
  afterEach(() => {
    closeStand();
    for (const [name, descriptor] of [
      ['document', before],
      ['window', windowBefore],
    ] as const)
      if (descriptor) Object.defineProperty(globalThis, name, descriptor);
      else Reflect.deleteProperty(globalThis, name);
  });

  it('[PAGE-36] keeps its line, shows the newest state once on return, and asks for the time anew', async () => {
    const tab = { visibilityState: 'visible', callbacks: [] as (() => void)[] };
    const target = {
      addEventListener: (_type: string, callback: () => void) => tab.callbacks.push(callback),
      removeEventListener: () => undefined,
    };
    const put = { configurable: true, writable: true };
    Object.defineProperty(globalThis, 'document', {
      ...put,
      value: Object.defineProperty({ ...target }, 'visibilityState', { get: () => tab.visibilityState }),
    });
    Object.defineProperty(globalThis, 'window', {
      ...put,
      value: { addEventListener: () => undefined, removeEventListener: () => undefined },
    });
    const { page, rooms, pass } = await stand();
    rooms[0]!.patch({ viewers: 1 });
    await pass(2000);
    let renewed = -1;
    const stop = page.state.subscribe(() => renewed++);

    tab.visibilityState = 'hidden';
    for (let viewers = 2; viewers < 50; viewers++) rooms[0]!.patch({ viewers });
    assert.equal(renewed, 0);
    assert.equal(page.state.value?.viewers, 1);

    rooms[0]!.mute = true;
    tab.visibilityState = 'visible';
    for (const callback of tab.callbacks) callback();
    assert.equal(renewed, 1);
    assert.equal(page.state.value?.viewers, 49);
    assert.equal(page.status.value, 'live');
    assert.equal(rooms[0]!.asked.filter(({ type }) => type === 'clock').length, 1, 'the first of a burst of questions');
    stop();
  });
});
