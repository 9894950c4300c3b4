/** What a streamer or moderator may order: names, arguments, and which role may. */
import { z } from 'zod';
import { battleBoost, battleIdSchema, battleInvite, battleStart, pollStart, showRule } from './battles.ts';
import { isJson } from './json.ts';
import { saleIdSchema, saleSchedule } from './sales.ts';
import { viewerIdSchema } from './tokens.ts';
import type { Role } from './tokens.ts';
import type { Refusal } from './errors.ts';

const empty = z.object({});
const units = z.int().min(1).max(1_000_000);
/** Orders about sales are strict, as they are about money; of all others, unknown fields are left out. */
const sale = z.strictObject({ sale: saleIdSchema });
/** So are those about battles. */
const battle = z.strictObject({ battle: battleIdSchema });
const viewer = z.object({ viewer: viewerIdSchema });
const streamer = ['streamer', 'service'] as const satisfies readonly Role[];
const anyStaff = ['streamer', 'moderator', 'service'] as const satisfies readonly Role[];

export const rundownItem = z.object({
  id: z.string().min(1).max(64),
  title: z.string().max(120),
  command: z.object({ name: z.string().min(1).max(64), args: z.unknown() }),
});

export const commands = {
  'show.start': { args: empty, roles: streamer },
  'show.end': { args: empty, roles: streamer },
  'round.start': {
    args: z.object({
      game: z.string().min(1).max(64),
      settings: z.unknown().default({}),
      at: z.number().int().positive().optional(),
    }),
    roles: streamer,
  },
  'round.extend': { args: z.object({ ms: z.int().min(1000).max(600_000) }), roles: streamer },
  'round.next': { args: empty, roles: streamer },
  'round.cancel': { args: empty, roles: streamer },
  'chat.pin': { args: z.object({ line: z.string().max(64).nullable() }), roles: anyStaff },
  'viewer.mute': { args: viewer, roles: anyStaff },
  'viewer.unmute': { args: viewer, roles: anyStaff },
  'viewer.ban': { args: viewer, roles: anyStaff },
  'viewer.unban': { args: viewer, roles: anyStaff },
  'rundown.set': { args: z.object({ items: z.array(rundownItem).max(100) }), roles: streamer },
  'rundown.go': { args: z.object({ item: z.string().max(64).optional() }), roles: streamer },
  'rehearsal.start': { args: z.object({ bots: z.int().min(1).max(500).default(20) }), roles: streamer },
  'rehearsal.end': { args: empty, roles: streamer },
  'sale.schedule': { args: saleSchedule, roles: streamer },
  /** Opens now, ahead of time. */
  'sale.open': { args: sale, roles: streamer },
  /** Takes no more grabs; what is held can still be confirmed. */
  'sale.close': { args: sale, roles: streamer },
  /** Takes no more grabs and gives back what is held. */
  'sale.cancel': { args: sale, roles: streamer },
  'sale.adjust': {
    args: sale
      .extend({ stock: units.optional(), perViewer: units.optional(), price: z.int().min(0).max(1_000_000_000_000).optional() })
      .refine((args) => Object.keys(args).length > 1, 'stock, perViewer or price, or several'),
    roles: streamer,
  },
  'battle.start': { args: battleStart, roles: streamer },
  /** Asks another show; its streamer has 15 s. */
  'battle.invite': { args: battleInvite, roles: streamer },
  'battle.accept': { args: battle.extend({ name: z.string().trim().min(1).max(40).optional() }), roles: streamer },
  'battle.reject': { args: battle, roles: streamer },
  /** Also for a battle that another show referees, for the own side. */
  'battle.boost': { args: battleBoost, roles: streamer },
  'battle.extend': { args: z.strictObject({ ms: z.int().min(1000).max(60_000) }), roles: streamer },
  /** Now, and the result stands. Of a battle that another show referees: the own side gives up. */
  'battle.end': { args: z.strictObject({}), roles: streamer },
  /** Nothing counts, and gifts are to be refunded. An invitation is taken back. */
  'battle.cancel': { args: z.strictObject({}), roles: streamer },
  'poll.start': { args: pollStart, roles: anyStaff },
  'poll.close': { args: z.strictObject({}), roles: anyStaff },
  /** Replaces all rules; one that stays as it is keeps what became of it. */
  'rule.set': { args: z.strictObject({ rules: z.array(showRule).max(10) }), roles: streamer },
  'prize.mark': {
    args: z.object({ round: z.int().min(1), viewer: viewerIdSchema, status: z.enum(['won', 'claimed', 'sent']) }),
    roles: anyStaff,
  },
} as const satisfies Record<string, { args: z.ZodType; roles: readonly Role[] }>;

export type CommandName = keyof typeof commands;
export type CommandArgs<N extends CommandName> = z.infer<(typeof commands)[N]['args']>;

/** The envelope that every command travels in; `id` makes a double press one action. */
export const commandEnvelope = z.object({
  id: z.string().min(1).max(64),
  name: z.string().min(1).max(64),
  args: z.unknown().refine(isJson, 'expected JSON').default({}),
});

/** A command whose name and arguments have been checked. */
export type Command = { [N in CommandName]: { id: string; name: N; args: CommandArgs<N> } }[CommandName];

/** The ids a command made, or why it was refused. */
export type CommandReply =
  | { ok: true; round?: number; sale?: string; battle?: string; poll?: string }
  | ({ ok: false } & Refusal);
