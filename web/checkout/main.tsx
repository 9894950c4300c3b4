/** Starts the demo shop's checkout. */
import { render } from 'preact';
import { saleOfHold } from '../../shared/sale/terms.ts';
import { callApi } from '../kit/api.ts';
import { readSlip } from '../kit/checkout-slip.ts';
import { applyLang } from '../kit/i18n.ts';
import { applyMotion } from '../kit/motion.ts';
import { tabShelf } from '../kit/storage.ts';
import { hasToken, tokenSource } from '../kit/token.ts';
import { App } from './app.tsx';
import { makeTill } from './till.ts';

applyLang();
applyMotion();

const hold = new URLSearchParams(location.search).get('hold') ?? '';
const show = saleOfHold(hold)?.show ?? null;
// Without a token of its own this tab would be given one of a stranger, who holds nothing.
const isKnown = show !== null && hasToken({ role: 'viewer', show });
const tokens = isKnown ? tokenSource({ role: 'viewer', show }) : null;
const till = makeTill({
  hold,
  shelf: tabShelf,
  slip: tokens && readSlip(tabShelf, hold),
  pay: async () => callApi('/demo/checkout', { method: 'POST', token: await tokens!.get(), body: { hold } }),
});

render(<App till={till} show={show} />, document.getElementById('app')!);
