/** The demo show: there from the start in demo mode, live, with a flash sale ready in its rundown. */
import type { LocalShows } from '../rooms/stage/shows.ts';
import { demoSale } from '../shared/demo-sale.ts';
import type { Claims } from '../shared/protocol/index.ts';

const show = { id: 'demo', title: 'Drumroll demo', status: 'live', expectedViewers: 2000 } as const;
const stageHand: Claims = { sub: 'demo', role: 'service', show: show.id, exp: 0 };

/** Does nothing where the show is there already: it is whatever was made of it. */
export async function openDemo(shows: Pick<LocalShows, 'get' | 'create' | 'command'>): Promise<void> {
  if (shows.get(show.id)) return;
  await shows.create(show);
  const item = { id: 'demo-sale', title: demoSale.title, command: { name: 'sale.schedule', args: demoSale } };
  await shows.command(show.id, { id: 'demo-rundown', name: 'rundown.set', args: { items: [item] } }, stageHand);
}
