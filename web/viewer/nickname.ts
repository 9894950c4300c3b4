/** The name a viewer chose, kept on this device and told again to whichever server they meet next. */
import { effect } from '@preact/signals';
import { isRefusal } from '../../shared/protocol/errors.ts';
import type { Connection } from '../kit/connection.ts';
import { deviceShelf } from '../kit/storage.ts';

const place = 'drumroll.name';

export function rememberName(name: string): void {
  deviceShelf.set(place, name);
}

/** Asks for the remembered name when the server calls the viewer otherwise; once per page, so that two tabs do not argue. */
export function keepName(connection: Connection): () => void {
  let asked = false;
  return effect(() => {
    const own = connection.own.value;
    const wish = deviceShelf.get(place);
    if (!own || asked || wish === null) return;
    asked = true;
    if (own.name === wish) return;
    void connection.request('name', { name: wish }).then((answer) => {
      if (isRefusal(answer) && !answer.retry) deviceShelf.drop(place);
    });
  });
}
