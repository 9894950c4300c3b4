/** Takes what viewers of one shard put into the running round: inputs, and chat lines that are entries of the game. */
import { fingerprint } from '../../shared/fingerprint.ts';
import { isRefusal, refuse } from '../../shared/protocol/index.ts';
import type { Refusal, ViewerReplies, ViewerRequest } from '../../shared/protocol/index.ts';
import { guarded } from '../guard.ts';
import type { Services } from '../services.ts';
import type { EdgeOrder } from '../stage-wire.ts';
import type { Chat } from './chat.ts';
import type { EdgeRound } from './edge-round.ts';
import type { RawInput, Times } from './input-gate.ts';
import type { Member } from './member.ts';
import type { ShardRounds } from './shard-rounds.ts';
import type { ShardStore } from './shard-store.ts';

/** What inputs and lines concern. */
interface Parts {
  chat: Chat;
  rounds: ShardRounds;
  store: ShardStore;
  /** A line was said that the stage should know. */
  onSaid: () => void;
  /** What is this viewer's own has changed. */
  onMoved: (member: Member) => void;
}

export class ShardInputs {
  readonly #services: Pick<Services, 'clock' | 'log' | 'metrics'>;
  readonly #parts: Parts;

  constructor(services: Pick<Services, 'clock' | 'log' | 'metrics'>, parts: Parts) {
    this.#services = services;
    this.#parts = parts;
  }

  /** Takes an input. One with a key is answered once it is durable; the same key gives the same answer. */
  input(
    member: Member,
    request: ViewerRequest<'input'>,
    order: EdgeOrder | null,
  ): Promise<ViewerReplies['input'] | Refusal> | ViewerReplies['input'] | Refusal {
    const { rounds, store, onMoved } = this.#parts;
    const { key } = request;
    const hash = key === undefined ? '' : fingerprint([request.type, request.payload]);
    const asked = key === undefined ? null : rounds.find(request.round);
    const known = key === undefined ? undefined : asked?.hashOf(member.viewer, key);
    if (asked && known !== undefined) return known === hash ? rounds.durable(asked) : refuse('key-reused');
    const round = rounds.current;
    if (!round) return refuse(order?.phase ? 'busy' : 'round/none');
    const refusal = rounds.take(member, request);
    // A number that was refused has arrived too.
    const lost = request.n === undefined ? 0 : round.noteNumber(member.viewer, request.n);
    if (lost > 0) this.#services.metrics.count('drumroll_inputs_lost_total', lost);
    if (refusal) return refusal;
    if (key === undefined) {
      store.soon(round);
      return { accepted: true };
    }
    round.rememberKey(member.viewer, key, hash);
    onMoved(member);
    return rounds.durable(round);
  }

  /** Takes a chat line; one that is an entry of the running game counts as one, whether or not it will be shown. */
  chat(
    member: Member,
    request: ViewerRequest<'chat'>,
    order: EdgeOrder | null,
  ): ViewerReplies['chat'] | Refusal | Promise<ViewerReplies['chat'] | Refusal> {
    const { chat, rounds, onSaid, onMoved } = this.#parts;
    if (order?.status !== 'live') return refuse('show/not-live');
    if (order.muted.includes(member.viewer)) return refuse('chat/muted');
    // The line may be an entry of a round whose records are still being read.
    if (order.phase && !rounds.current) return refuse('busy');
    const said = chat.say(member, request, this.#times());
    if (isRefusal(said)) return said;
    onSaid();
    const answer = { id: said.id };
    const round = rounds.current;
    const entry = round && this.#entryOf(round, said.text);
    if (!entry) return answer;
    const refused = rounds.take(member, { ...entry, round: round.phase.round });
    // A repeated entry is answered like the first: when that one is durable.
    if (refused && refused.code !== 'input/already') return answer;
    onMoved(member);
    return rounds.durable(round).then((done) => (isRefusal(done) ? done : answer));
  }

  /** The input that a chat line stands for, if any. */
  #entryOf(round: EdgeRound, text: string): Omit<RawInput, 'round'> | null {
    const act = () => round.game.chat?.(text, round.phase.settings) ?? null;
    return guarded(this.#services, 'shard.chat', { act, fallback: () => null }) ?? null;
  }

  #times(): Times {
    return { now: this.#services.clock.now(), monotonic: this.#services.clock.monotonic() };
  }
}
