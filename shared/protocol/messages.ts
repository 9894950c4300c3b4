/** What the server tells clients besides state: to everyone, to one viewer, and to the panel only. */
import type { Battle } from '../battle/index.ts';
import type { OwnVotes, ShowRule } from './battles.ts';
import type { OwnRound } from './own.ts';
import type { OwnHold, OwnPlace } from './sales.ts';

/** A phase began: what viewers are shown, and until when. Times are epoch ms, as this viewer should see them. */
export interface CueMessage {
  round: number;
  phase: string;
  startsAt: number;
  endsAt: number;
  content: unknown;
}

/** One chat line; `id` names it for pinning. */
export interface ChatLine {
  id: string;
  name: string;
  text: string;
  at: number;
}

/** The digest of one tick: what was readable, and how many lines were left out. */
export interface ChatMessage {
  lines: ChatLine[];
  skipped: number;
}

export type ByeReason = 'show-ended' | 'signed-in-elsewhere' | 'banned' | 'flood' | 'draining' | 'too-slow' | 'expired';

/** Why a connection ends, or that the show is over (then it stays open). */
export interface ByeMessage {
  reason: ByeReason;
}

/** All that is one viewer's own: sent whole, on join and on change. */
export interface OwnMessage {
  viewer: string;
  name: string;
  muted: boolean;
  round: OwnRound | null;
  /** Newest first; the last few of each sale. */
  holds: OwnHold[];
  /** Places in queues of sales that go on. */
  queue: OwnPlace[];
  /** Of battles and polls that this viewer has voted in. */
  votesLeft: OwnVotes[];
}

/** To everybody in the show. */
export interface CrowdMessages {
  cue: CueMessage;
  chat: ChatMessage;
  bye: ByeMessage;
}

/** To one viewer. */
export interface ViewerMessages {
  own: OwnMessage;
  bye: ByeMessage;
  moved: { inMs: number };
}

/** A chat line as moderators see it: with who wrote it. */
export interface ModeratedLine extends ChatLine {
  viewer: string;
}

/** What was done, by whom, when: one line of the audit log. `before` and `after` are small summaries. */
export interface AuditEntry {
  id: string;
  at: number;
  by: string;
  role: string;
  command: string;
  args: unknown;
  outcome: 'accepted' | 'refused';
  code?: string;
  before: unknown;
  after: unknown;
}

/** To panels of the show only. */
export interface PanelMessages {
  'panel.chat': { lines: ModeratedLine[] };
  'panel.audit': AuditEntry;
  'panel.state': PanelState;
}

/** What a panel knows beyond the public state: the rundown, who is muted, the rehearsal, the winners. */
export interface PanelState {
  rundown: RundownState;
  muted: string[];
  banned: string[];
  rehearsal: { bots: number } | null;
  winners: WinnerRow[];
  sales: PanelSale[];
  /** How the sale ledger answered this show's stage last; while a sale goes on it is asked at least every second. */
  ledger: 'ok' | 'unavailable';
  battle: PanelBattle | null;
  rules: PanelRule[];
}

/** What panels know of the newest battle beyond the public state. In mist they know no more than viewers. */
export interface PanelBattle {
  id: string;
  /** `host` of a battle of one show; between shows one referees and the other mirrors. */
  role: 'host' | 'referee' | 'mirror';
  rules: Battle['rules'];
  /** Boosts that each side has left. */
  boostsLeft: Record<string, number>;
  /** How much longer extensions may make it, ms. */
  extensionLeftMs: number;
}

/** A rule and what became of it: `refused` with why. */
export type PanelRule = ShowRule & { state: 'waiting' | 'due' | 'fired' | 'refused'; code: string | null };

/** What panels know of a sale beyond the public state. */
export interface PanelSale {
  id: string;
  holdMs: number;
  durationMs: number;
  queue: { perStep: number; stepMs: number } | null;
  rehearsal: boolean;
  /** Why it was stopped, when it was not by a command or its time. */
  stopped: 'ledger-lost' | null;
}

export interface RundownItem {
  id: string;
  title: string;
  command: { name: string; args: unknown };
}

/** The prepared list; `next` is the index that GO fires. */
export interface RundownState {
  items: RundownItem[];
  next: number;
}

/** A prize won in a settled round, and how far its delivery is. */
export interface WinnerRow {
  round: number;
  game: string;
  viewer: string;
  name: string;
  rank: number;
  prize: string;
  amount: number;
  status: 'won' | 'claimed' | 'sent';
  rehearsal: boolean;
}
