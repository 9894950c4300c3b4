/** The last chat lines of a show, and how many were left out where. */
import type { ChatLine, ChatMessage } from '../../shared/protocol/messages.ts';

/** A line, or a gap: `skipped` lines were sampled out by the server. */
export type ChatEntry = ({ kind: 'line' } & ChatLine) | { kind: 'gap'; id: string; skipped: number };

export const keptChatEntries = 120;

/** Adds a digest. Lines that are already there (a rejoin repeats some) are left out; neighbouring gaps become one. */
export function addDigest(list: readonly ChatEntry[], digest: ChatMessage): readonly ChatEntry[] {
  const known = new Set(list.map((entry) => entry.id));
  const added: ChatEntry[] = digest.lines.filter((line) => !known.has(line.id)).map((line) => ({ kind: 'line', ...line }));
  const grown = [...list, ...added];
  if (digest.skipped > 0) {
    const last = grown.at(-1);
    if (last?.kind === 'gap') grown[grown.length - 1] = { ...last, skipped: last.skipped + digest.skipped };
    else grown.push({ kind: 'gap', id: `after-${last?.id ?? 'start'}`, skipped: digest.skipped });
  }
  return grown.length === list.length && added.length === 0 && digest.skipped === 0 ? list : grown.slice(-keptChatEntries);
}
