/** The streamer's desk at one show: what the server says, what was ordered, and what came of it. It never owns truth. */
import { batch, computed, signal } from '@preact/signals';
import type { ReadonlySignal } from '@preact/signals';
import type { CommandArgs, CommandName, CommandReply } from '../../../shared/protocol/commands.ts';
import type { AuditEntry, CueMessage, ModeratedLine, PanelState } from '../../../shared/protocol/messages.ts';
import type { Role } from '../../../shared/protocol/tokens.ts';
import type { ShowJson } from '../../../shared/state/show-state.ts';
import type { Connection } from '../../kit/connection.ts';
import type { Timers } from '../../kit/timers.ts';
import { withAnswer, withSent } from './activity.ts';
import type { Activity } from './activity.ts';
import { expired, msLeft, pressed, safe } from './arming.ts';
import type { Arming } from './arming.ts';
import { withAudit, withLines } from './lists.ts';
import type { Situation } from './situation.ts';

/** What the desk needs of a connection. */
export type DeskLine = Pick<Connection, 'status' | 'state' | 'cue' | 'command' | 'on'>;

export interface Desk {
  show: ReadonlySignal<ShowJson | null>;
  panel: ReadonlySignal<PanelState | null>;
  cue: ReadonlySignal<CueMessage | null>;
  chat: ReadonlySignal<readonly ModeratedLine[]>;
  audit: ReadonlySignal<readonly AuditEntry[]>;
  activity: ReadonlySignal<Activity>;
  arming: ReadonlySignal<Arming>;
  /** What legality is judged by. */
  situation: ReadonlySignal<Situation>;
  /** Orders something and notes what came of it; null when no answer came. */
  send<N extends CommandName>(name: N, args: CommandArgs<N>): Promise<CommandReply | null>;
  /** Orders something dangerous: the first call arms `what`, the second within three seconds sends. */
  sendArmed<N extends CommandName>(what: string, name: N, args: CommandArgs<N>): void;
  disarm(): void;
  /** Takes entries of the stored audit log into the list. */
  takeAudit(entries: readonly AuditEntry[]): void;
  close(): void;
}

export function createDesk(line: DeskLine, role: Role, timers: Timers): Desk {
  const panel = signal<PanelState | null>(null);
  const chat = signal<readonly ModeratedLine[]>([]);
  const audit = signal<readonly AuditEntry[]>([]);
  const activity = signal<Activity>([]);
  const arming = signal<Arming>(safe);
  let ordered = 0;
  let cancelExpiry: (() => void) | null = null;

  const ends = [
    line.on('panel.state', (payload) => (panel.value = payload as PanelState)),
    line.on('panel.chat', (payload) => (chat.value = withLines(chat.peek(), (payload as { lines: ModeratedLine[] }).lines))),
    line.on('panel.audit', (payload) => (audit.value = withAudit(audit.peek(), [payload as AuditEntry]))),
  ];

  const situation = computed<Situation>(() => ({
    role,
    connected: line.status.value === 'live' || line.status.value === 'ended',
    show: line.state.value,
    panel: panel.value,
  }));

  const send: Desk['send'] = async (name, args) => {
    const id = `c${++ordered}`;
    activity.value = withSent(activity.peek(), { id, name, args, sentAt: timers.monotonic() });
    const reply = answerIn(await line.command(name, args));
    activity.value = withAnswer(activity.peek(), id, { reply, at: timers.monotonic() });
    return reply;
  };

  const setArming = (next: Arming): void => {
    cancelExpiry?.();
    cancelExpiry = null;
    arming.value = next;
    const leftMs = msLeft(next, timers.monotonic());
    if (leftMs > 0) cancelExpiry = timers.after(leftMs, () => setArming(expired(next, timers.monotonic())));
  };

  return {
    show: line.state,
    panel,
    cue: line.cue,
    chat,
    audit,
    activity,
    arming,
    situation,
    send,
    sendArmed(what, name, args) {
      const press = pressed(arming.peek(), what, timers.monotonic());
      batch(() => {
        setArming(press.arming);
        if (press.fire) void send(name, args);
      });
    },
    disarm: () => setArming(safe),
    takeAudit: (entries) => (audit.value = withAudit(audit.peek(), entries)),
    close() {
      setArming(safe);
      for (const end of ends) end();
    },
  };
}

/** The connection says `busy` with a detail when it got no answer in time: whether it happened is then unknown. */
function answerIn(reply: CommandReply): CommandReply | null {
  return !reply.ok && reply.code === 'busy' && reply.detail !== undefined ? null : reply;
}
