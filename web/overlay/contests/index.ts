/** Battles and polls on air: loaded with the first of them. */
import './contests.css';

export { BattleLayer } from './battle-layer.tsx';
export { PollLayer } from './poll-layer.tsx';
