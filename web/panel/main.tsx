/** Starts the panel. */
import { render } from 'preact';
import { applyLang } from '../kit/i18n.ts';
import { applyMotion } from '../kit/motion.ts';
import { App } from './app.tsx';

applyLang();
applyMotion();
render(<App />, document.getElementById('app')!);
