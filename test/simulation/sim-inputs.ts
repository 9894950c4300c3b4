/** The inputs of a simulated round: which were taken, which acknowledged, and which a crash may take away. */
import type { RoundRecord } from '../../rooms/crowd/edge-round.ts';
import type { LossyWire } from '../support/lossy-wire.ts';
import type { ShowWorld, TestMember } from '../support/show-world.ts';
import type { AcceptedInput } from './oracle.ts';

/** Where the show is played now: another one after each crash. */
export interface Scene {
  world: ShowWorld;
  wire: LossyWire;
}

export interface Press {
  round: number;
  type: string;
  payload: unknown;
  key?: string;
  n?: number;
}

interface Taken extends AcceptedInput {
  key: string | null;
  n: number | null;
  acknowledged: boolean;
}

export class SimInputs {
  readonly #counted = { inputs: 0, acknowledged: 0, lostInCrashes: 0 };
  #taken: Taken[] = [];

  get counted(): { inputs: number; acknowledged: number; lostInCrashes: number } {
    return { ...this.#counted };
  }

  /** What must be in the result. */
  get taken(): readonly AcceptedInput[] {
    return this.#taken;
  }

  newRound(): void {
    this.#taken = [];
  }

  /** Sends an input, and notes it if it was taken. */
  send({ world, wire }: Scene, member: TestMember, press: Press): void {
    const { type, payload, key = null, n = null } = press;
    this.#notice({ world, wire }, type, () => ({
      answer: world.input(member, press),
      input: { viewer: member.viewer, name: member.name, type, payload, key, n },
    }));
  }

  /** Says a line that may be an entry of a draw. */
  say({ world, wire }: Scene, member: TestMember, { text, key }: { text: string; key: string }): void {
    const { viewer, name } = member;
    this.#notice({ world, wire }, 'enter', () => ({
      answer: world.chat(member, text, key),
      input: { viewer, name, type: 'enter', payload: {}, key: null, n: null },
    }));
  }

  /** Keeps what is on disk; says which acknowledged inputs are not. */
  afterCrash(records: ReadonlyMap<string, RoundRecord>): string[] {
    const gone = this.#taken.filter((taken) => !isKept(taken, records));
    this.#taken = this.#taken.filter((taken) => !gone.includes(taken));
    this.#counted.lostInCrashes += gone.length;
    return gone.flatMap(({ acknowledged, viewer, key }) =>
      acknowledged ? [`the acknowledged input ${key} of ${viewer} is gone`] : [],
    );
  }

  /** An input is taken at once, and acknowledged when it is durable: the shard's own count says whether it was taken. */
  #notice(
    { world, wire }: Scene,
    type: string,
    act: () => { answer: Promise<object>; input: Omit<Taken, 'step' | 'elapsedMs' | 'acknowledged'> },
  ): void {
    const phase = wire.phase!;
    const label = `drumroll_inputs_total{${phase.game},${type},accepted}`;
    const before = world.counted.get(label) ?? 0;
    const { answer, input } = act();
    if ((world.counted.get(label) ?? 0) === before) return;
    const elapsedMs = world.clock.now() - phase.startsAt;
    const one: Taken = { ...input, step: phase.step, elapsedMs, acknowledged: false };
    this.#taken.push(one);
    this.#counted.inputs++;
    void answer.then((reply) => {
      if (one.n !== null || 'code' in reply) return;
      one.acknowledged = true;
      this.#counted.acknowledged++;
    });
  }
}

function isKept({ viewer, key, n }: Taken, records: ReadonlyMap<string, RoundRecord>): boolean {
  const record = records.get(viewer);
  if (!record) return false;
  if (key !== null) return `:${key}` in record.keys;
  return n === null ? (record.mine as { entered: boolean }).entered : record.n >= n;
}
