/** The HTTP calls of the panel, each answered by a value or a refusal. */
import type { CommandArgs, CommandName, CommandReply } from '../../shared/protocol/commands.ts';
import { isRefusal } from '../../shared/protocol/errors.ts';
import type { Refusal } from '../../shared/protocol/errors.ts';
import type { AuditEntry } from '../../shared/protocol/messages.ts';
import type { Text } from '../../shared/game-kit/define-game.ts';
import type { BattleReceipt } from '../../shared/battle/index.ts';
import type { PollReceipt } from '../../shared/poll/index.ts';
import type { Hold } from '../../shared/sale/lines.ts';
import type { NewShow, ShowSummary } from '../../rooms/services.ts';
import type { WebhookReport } from '../../rooms/webhooks.ts';
import { callApi } from '../kit/api.ts';
import { newKey } from '../kit/keys.ts';
import { refusalOf, refusalOfBody } from '../kit/refusal.ts';
import type { TokenSource } from '../kit/token.ts';
import type { JsonSchema } from './forms/fields.ts';

/** A game as the panel offers it. */
export interface GameInfo {
  id: string;
  title: Text;
  settings: JsonSchema;
}

/** The newest holds of a sale, and how many there ever were. */
export interface HoldList {
  total: number;
  holds: Hold[];
}

/** A battle in the list of those that are over. */
export type ListedBattle = Omit<BattleReceipt, 'inputs'>;

/** Whether another token is all that helps. */
export function needsSignIn({ code }: Refusal): boolean {
  return code === 'auth/missing' || code === 'auth/invalid' || code === 'auth/expired';
}

export interface Api {
  shows(): Promise<ShowSummary[] | Refusal>;
  createShow(show: NewShow): Promise<ShowSummary | Refusal>;
  games(): Promise<GameInfo[] | Refusal>;
  audit(show: string): Promise<AuditEntry[] | Refusal>;
  /** Orders without joining the show's stage. */
  command<N extends CommandName>(show: string, name: N, args: CommandArgs<N>): Promise<CommandReply>;
  winnersCsv(show: string): Promise<Blob | Refusal>;
  holds(show: string, sale: string): Promise<HoldList | Refusal>;
  /** What is over, newest first: battles without the points that their results were added up from. */
  battles(show: string): Promise<ListedBattle[] | Refusal>;
  polls(show: string): Promise<PollReceipt[] | Refusal>;
  /** One whole record, as the server keeps it. */
  receipt(show: string, of: { kind: 'battle' | 'poll'; id: string }): Promise<BattleReceipt | PollReceipt | Refusal>;
  webhooks(show: string): Promise<WebhookReport | Refusal>;
  /** Another try for a delivery that was given up. */
  retryDelivery(show: string, delivery: string): Promise<object | Refusal>;
}

/** What one list of holds shows at most: the server gives no more at once. */
const mostHolds = 500;
/** The newest records of each kind. */
const mostReceipts = 20;

export function createApi(tokens: TokenSource): Api {
  const call = async <T>(path: string, body?: unknown): Promise<T | Refusal> => {
    const ask = async (refused: Refusal | null): Promise<T | Refusal> => {
      const token = await tokens.get(refused);
      return callApi<T>(path, body === undefined ? { token } : { method: 'POST', token, body });
    };
    try {
      const answer = await ask(null);
      return isRefusal(answer) && needsSignIn(answer) ? await ask(answer) : answer;
    } catch (error) {
      return refusalOf(error);
    }
  };
  const listed = async <T>(path: string, name: string): Promise<T[] | Refusal> => {
    const answer = await call<Record<string, T[]>>(path);
    return isRefusal(answer) ? answer : (answer[name] ?? []);
  };

  return {
    shows: () => listed<ShowSummary>('/shows', 'shows'),
    games: () => listed<GameInfo>('/games', 'games'),
    audit: (show) => listed<AuditEntry>(`/shows/${show}/audit`, 'entries'),
    holds: (show, sale) => call(`/shows/${show}/sales/${sale}/holds?limit=${mostHolds}`),
    battles: (show) => listed<ListedBattle>(`/shows/${show}/battles?limit=${mostReceipts}`, 'battles'),
    polls: (show) => listed<PollReceipt>(`/shows/${show}/polls?limit=${mostReceipts}`, 'polls'),
    receipt: (show, { kind, id }) => call(`/shows/${show}/${kind}s/${encodeURIComponent(id)}`),
    webhooks: (show) => call(`/shows/${show}/webhooks`),
    retryDelivery: (show, delivery) => call(`/shows/${show}/webhooks/deliveries/${encodeURIComponent(delivery)}/retry`, {}),
    createShow: (show) => call('/shows', show),
    async command(show, name, args) {
      const answer = await call<CommandReply>(`/shows/${show}/commands`, { id: newKey(), name, args });
      return isRefusal(answer) ? { ...answer, ok: false } : answer;
    },
    async winnersCsv(show) {
      try {
        const headers = { authorization: `Bearer ${await tokens.get()}` };
        const response = await fetch(`/api/v1/shows/${show}/winners.csv`, { headers });
        return response.ok ? await response.blob() : refusalOfBody(response.status, await response.json().catch(() => null));
      } catch (error) {
        return refusalOf(error);
      }
    },
  };
}
