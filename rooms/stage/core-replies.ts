/** The two ways in which a command's step can go. */
import type { CommandReply, ErrorCode } from '../../shared/protocol/index.ts';
import { refuse } from '../../shared/protocol/index.ts';
import type { SaleId } from '../../shared/sale/index.ts';
import type { Core, Step } from './core-state.ts';

/** Accepted, with the ids it made. */
export function yes(core: Core, made: { round?: number; sale?: SaleId } = {}): Step {
  return { core, reply: { ok: true, ...made }, effects: [] };
}

/** Refused: nothing changes. */
export function no(core: Core, code: ErrorCode, detail?: string): Step {
  const reply: CommandReply = { ok: false, ...refuse(code, detail === undefined ? {} : { detail }) };
  return { core, reply, effects: [] };
}
