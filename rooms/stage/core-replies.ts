/** The ways in which a step can go. */
import type { CommandReply, ErrorCode, Refusal } from '../../shared/protocol/index.ts';
import { refuse } from '../../shared/protocol/index.ts';
import type { Step } from './core-events.ts';
import type { Core } from './core-state.ts';

/** Accepted, with the ids it made. */
export function yes(core: Core, made: Omit<Extract<CommandReply, { ok: true }>, 'ok'> = {}): Step {
  return { core, reply: { ok: true, ...made }, effects: [] };
}

/** The same of a step that was made elsewhere. */
export function accepted({ core, effects }: Step): Step {
  return { ...yes(core), effects };
}

/** Refused: nothing changes. */
export function no(core: Core, code: ErrorCode, detail?: string): Step {
  const reply: CommandReply = { ok: false, ...refuse(code, detail === undefined ? {} : { detail }) };
  return { core, reply, effects: [] };
}

/** Refused by a rule that says why itself. */
export function refused(core: Core, refusal: Refusal): Step {
  return { core, reply: { ok: false, ...refusal }, effects: [] };
}

/** Nothing came of it, or nothing but this. */
export function still(core: Core): Step {
  return { core, effects: [] };
}
