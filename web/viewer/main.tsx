/** Starts the viewer page. */
import { render } from 'preact';
import { effect } from '@preact/signals';
import { connectShow } from '../kit/connection.ts';
import { applyLang } from '../kit/i18n.ts';
import { newKey } from '../kit/keys.ts';
import { applyMotion } from '../kit/motion.ts';
import { tabShelf } from '../kit/storage.ts';
import { browserTimers } from '../kit/timers.ts';
import { tokenSource } from '../kit/token.ts';
import { App } from './app.tsx';
import { loadContests } from './contest/load.ts';
import { preloadGames } from './games/index.ts';
import { watchLine } from './line-health.ts';
import { keepName } from './nickname.ts';
import { showFrom } from './show-param.ts';
import { savesData } from './parts/save-data.ts';
import { makeGrabber } from './sale/grabber.ts';

applyLang();
applyMotion();

const show = showFrom(location.search);
const tokens = tokenSource({ role: 'viewer', show, onNew: () => connection.rejoin() });
const connection = connectShow({ room: 'crowd', show, token: tokens.get });
keepName(connection);

// Games, battles and polls come in a quiet moment after the show itself.
const stopWaiting = effect(() => {
  if (connection.status.value !== 'live' || savesData()) return;
  setTimeout(() => {
    preloadGames();
    loadContests().catch(() => null);
  }, 1500);
  queueMicrotask(() => stopWaiting());
});

const grabber = makeGrabber({
  connection,
  shelf: tabShelf,
  place: `drumroll.grabs.${show}`,
  timers: browserTimers,
  random: Math.random,
  newKey,
});

render(
  <App viewer={{ show, connection, grabber, token: tokens.get, isDemo: tokens.isDemo, line: watchLine(connection.status) }} />,
  document.getElementById('app')!,
);
