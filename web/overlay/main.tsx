/** Starts the overlay. Whatever goes wrong stays off the air: it is written to the console, and tried again. */
import { render } from 'preact';
import { connectShow } from '../kit/connection.ts';
import { applyMotion } from '../kit/motion.ts';
import { tokenSource } from '../kit/token.ts';
import { App } from './app.tsx';
import { keepTrying } from './keep-trying.ts';
import { lang } from './texts.ts';

document.documentElement.lang = lang;
applyMotion();

const show = new URLSearchParams(location.search).get('show') || 'demo';
const tokens = tokenSource({ role: 'overlay', show, onNew: () => connection.rejoin() });
const connection = connectShow({ room: 'crowd', show, token: tokens.get });
keepTrying(connection);

render(<App connection={connection} />, document.getElementById('app')!);
