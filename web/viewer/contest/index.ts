/** Battles and polls on the viewer page: loaded with the first of them, or in a quiet moment. */
export { BattlePart } from '../battle/battle-part.tsx';
export { PollPart } from '../poll/poll-part.tsx';
