/** Viewers without a page: they play every game as its bot would, grab and vote as they are told to, so that a show looks like one. */
import { SdkViewer } from '../../loadtest/sdk-viewer.ts';
import { games } from '../../shared/games/index.ts';
import { seededRandom } from '../../shared/game-kit/index.ts';
import type { BrowserServer } from './browser-server.ts';

export interface Crowd {
  /** One of them says this; resolves with the name of the line. */
  say(who: number, text: string): Promise<string>;
  /** One of them grabs a unit; resolves with the hold. */
  grab(who: number, sale: string): Promise<string>;
  /** One of them votes in a battle. */
  vote(who: number, votes: { battle: string; side: string; count: number }): Promise<void>;
  /** All of them send hearts. */
  cheer(): void;
  leave(): Promise<void>;
}

/** How often each of them looks at the game, ms. */
const lookMs = 400;

export async function openCrowd(server: BrowserServer, show: string, names: readonly string[]): Promise<Crowd> {
  const { url } = server;
  const viewers = await Promise.all(
    names.map(async (name) => SdkViewer.join({ url, show, token: await server.token({ role: 'viewer', show, name }) })),
  );
  const random = seededRandom('crowd');
  let inputs = 0;

  const play = async (viewer: SdkViewer): Promise<void> => {
    const round = viewer.json()?.round;
    const game = round && games[round.game];
    if (!round || !game) return;
    const { id, phase, startedAt } = round;
    const cue = viewer.cues.findLast((heard) => heard.round === id && heard.phase === phase)?.content;
    const sees = { viewer: '', phase, elapsedMs: Date.now() - startedAt, settings: game.settings.parse({}), view: null, cue };
    const input = game.bot(random, sees);
    // A second answer to one question is refused, which is as it should be.
    if (input) await viewer.request('input', { round: id, ...input, key: `crowd-${++inputs}` }).catch(() => null);
  };
  const timers = viewers.map((viewer) => setInterval(() => void play(viewer), lookMs + random.int(200)));

  return {
    async say(who, text) {
      const { id } = await viewers[who]!.request('chat', { text, key: `line-${text}` });
      return id;
    },
    async grab(who, sale) {
      const { hold } = await viewers[who]!.request('grab', { sale, quantity: 1, key: `grab-${sale}` });
      return hold;
    },
    async vote(who, votes) {
      await viewers[who]!.request('vote', { ...votes, key: `vote-${++inputs}` });
    },
    cheer() {
      for (const viewer of viewers) viewer.room.send('like', { count: 1 + random.int(20) });
    },
    async leave() {
      for (const timer of timers) clearInterval(timer);
      await Promise.all(viewers.map((viewer) => viewer.leave()));
    },
  };
}
