/** One show in one process, on the viewers' side: its shards, the feed they all watch, and the line to the stage. */
import type { ShowId, ViewerId } from '../../shared/ids.ts';
import { shardOf } from '../../shared/ids.ts';
import type { Services } from '../services.ts';
import type { CrowdLink, EdgeOrder } from '../stage-wire.ts';
import { Feed } from '../feed/feed.ts';
import type { OwnQueue } from './own-queue.ts';
import { SaleDesk } from './sale-desk.ts';
import { Shard } from './shard.ts';

export class Crowd {
  readonly feed: Feed;
  readonly desk: SaleDesk;
  readonly #shards: readonly Shard[];
  readonly #link: CrowdLink;
  /** Each order is whole: what comes late is out of date. */
  #newest: Pick<EdgeOrder, 'epoch' | 'rev'> = { epoch: 0, rev: 0 };

  /** Follows the stage of `show` at once: the feed has begun and the shards know their orders when this returns. */
  constructor(services: Services, { show, shards, own }: { show: ShowId; shards: number; own: OwnQueue }) {
    this.feed = new Feed(show, services, () => this.#link.wantKeyframe());
    // The link speaks to shards, and shards speak through the link: one of them has to be named first.
    const link: CrowdLink = {
      snapshot: (snapshot) => this.#link.snapshot(snapshot),
      dirty: () => this.#link.dirty(),
      wantKeyframe: () => this.#link.wantKeyframe(),
      close: () => this.#link.close(),
    };
    this.desk = new SaleDesk(services, {
      show,
      onChanged: (viewer) => this.shardOf(viewer).tellSoon(viewer),
      tell: (viewer) => this.shardOf(viewer).tellNow(viewer),
    });
    const { desk } = this;
    this.#shards = Array.from({ length: shards }, (_, shard) => new Shard(services, { show, shard, shards, link, own, desk }));
    let early: EdgeOrder | null = null;
    let linked = false;
    this.#link = services.wire.follow(show, {
      onHello: (hello) => {
        this.feed.onHello(hello);
        if (linked) this.#follow(hello.order);
        else early = hello.order;
      },
      onFrame: (frame) => this.feed.onFrame(frame),
      onOrder: (order) => this.#follow(order),
      onPull: () => {
        for (const shard of this.#shards) shard.snapshot();
      },
    });
    linked = true;
    if (early) this.#follow(early);
  }

  shardOf(viewer: ViewerId): Shard {
    return this.#shards[shardOf(viewer, this.#shards.length)]!;
  }

  shard(index: number): Shard | null {
    return this.#shards[index] ?? null;
  }

  heads(): number {
    return this.#shards.reduce((sum, shard) => sum + shard.heads, 0);
  }

  /** Forgets what was only kept for viewers who might come back. */
  prune(): void {
    this.desk.prune();
    for (const shard of this.#shards) shard.prune();
  }

  /** Makes everything durable and lets go of the stage. */
  async stop(): Promise<void> {
    this.desk.stop();
    await Promise.all(this.#shards.map((shard) => shard.drain()));
    this.#link.close();
  }

  #follow(order: EdgeOrder): void {
    const { epoch, rev } = this.#newest;
    if (order.epoch < epoch || (order.epoch === epoch && order.rev <= rev)) return;
    this.#newest = order;
    this.desk.follow(order);
    for (const shard of this.#shards) shard.follow(order);
  }
}
