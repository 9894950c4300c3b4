/** What rooms are the doors of: the stage and the crowd of each show that lives in this process. */
import type { ShowId } from '../shared/ids.ts';
import type { Crowd } from './crowd/crowd.ts';
import type { Stage } from './stage/stage.ts';

export interface Host {
  stage: Stage;
  crowd: Crowd;
  shards: number;
}

export interface Hosts {
  get(show: ShowId): Host | null;
}
