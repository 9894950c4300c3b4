/** The wire of one process: stage and crowds call each other directly. */
import type { CrowdEnd, StageEnd, StageWire } from '../../rooms/stage-wire.ts';
import type { ShowId } from '../../shared/ids.ts';

export function createMemoryWire(): StageWire {
  const stages = new Map<ShowId, StageEnd>();
  const crowds = new Map<ShowId, Set<CrowdEnd>>();
  const crowdsOf = (show: ShowId) => {
    let ends = crowds.get(show);
    if (!ends) crowds.set(show, (ends = new Set()));
    return ends;
  };
  return {
    lead(show, stage) {
      if (stages.has(show)) throw new Error(`the show ${show} already has a stage in this process`);
      stages.set(show, stage);
      const ends = crowdsOf(show);
      for (const crowd of ends) crowd.onHello(stage.hello());
      return {
        publish: (frame) => ends.forEach((crowd) => crowd.onFrame(frame)),
        order: (order) => ends.forEach((crowd) => crowd.onOrder(order)),
        pull: () => ends.forEach((crowd) => crowd.onPull()),
        close: () => stages.delete(show),
      };
    },
    follow(show, crowd) {
      const ends = crowdsOf(show);
      ends.add(crowd);
      const stage = stages.get(show);
      if (stage) crowd.onHello(stage.hello());
      return {
        snapshot: (snapshot) => stages.get(show)?.onSnapshot(snapshot),
        dirty: () => stages.get(show)?.onDirty(),
        wantKeyframe: () => stages.get(show)?.onKeyframeWanted(),
        close: () => ends.delete(crowd),
      };
    },
  };
}
