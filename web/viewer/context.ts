/** What every part of the viewer page may use. */
import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import type { ReadonlySignal } from '@preact/signals';
import type { Connection } from '../kit/connection.ts';
import type { Grabber } from './sale/grabber.ts';

export interface Viewer {
  show: string;
  connection: Connection;
  grabber: Grabber;
  /** The viewer's token, for the HTTP API. */
  token: () => Promise<string>;
  /** Whether that is a demo's token: what is only for demos works with it. */
  isDemo: () => boolean;
  /** How long the line has been down: not at all, long enough to say so, or too long to act. */
  line: ReadonlySignal<LineHealth>;
}

export type LineHealth = 'up' | 'slow' | 'lost';

export const ViewerContext = createContext<Viewer | null>(null);

export function useViewer(): Viewer {
  const viewer = useContext(ViewerContext);
  if (!viewer) throw new Error('a viewer part was rendered outside the viewer page');
  return viewer;
}
