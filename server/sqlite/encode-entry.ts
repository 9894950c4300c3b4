/** Turns an entry into JSON text on the caller's thread, at the call: what the caller changes later changes nothing. */
import { JournalError } from '../../rooms/journal-error.ts';
import type { JournalEntry } from '../../rooms/journal.ts';
import { textOf } from './errors.ts';
import type { EncodedEntry } from './messages.ts';

/** Throws `bad-entry` for what is not JSON, and `too-large` for what no string can hold. */
export function encodeEntry(entry: JournalEntry): EncodedEntry {
  const { show, core, command, audit, receipts = [], shard, gifts = [], facts, events } = entry;
  return {
    show,
    core: core === undefined ? null : json(core, 'core'),
    command: command ? { id: command.id, hash: command.hash, reply: json(command.reply, 'command.reply') } : null,
    audit: audit ? { id: audit.id, body: json(audit, 'audit') } : null,
    receipts: receipts.map(({ kind, id, body }) => ({ kind, id, body: json(body, 'receipt.body') })),
    shard: shard
      ? {
          part: String(shard.part),
          shard: shard.shard,
          state: json(shard.state, 'shard.state'),
          records: shard.records.length > 0 ? json(shard.records, 'shard.records') : null,
        }
      : null,
    gifts: gifts.map((gift) => ({ service: gift.service, key: gift.key, battle: gift.battle, body: json(gift, 'gift') })),
    facts: facts && facts.length > 0 ? json(facts, 'facts') : null,
    events: events && events.length > 0 ? json(events, 'events') : null,
  };
}

/** About how much the worker is sent, in characters. */
export function sizeOf(entry: EncodedEntry): number {
  const texts = [
    entry.core,
    entry.command?.reply,
    entry.audit?.body,
    ...entry.receipts.map(({ body }) => body),
    entry.shard?.state,
    entry.shard?.records,
    ...entry.gifts.map(({ body }) => body),
    entry.facts,
    entry.events,
  ];
  return texts.reduce((sum, text) => sum + (text?.length ?? 0), 0);
}

function json(value: unknown, part: string): string {
  let text: string | undefined;
  try {
    text = JSON.stringify(value) as string | undefined;
  } catch (error) {
    throw new JournalError(error instanceof RangeError ? 'too-large' : 'bad-entry', `${part}: ${textOf(error)}`);
  }
  if (text === undefined) throw new JournalError('bad-entry', `${part} is not JSON`);
  return text;
}
