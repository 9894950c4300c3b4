/** What every part of the show screen works with. */
import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import type { Signal } from '@preact/signals';
import type { Connection } from '../../kit/connection.ts';
import type { Api, GameInfo } from '../api.ts';
import type { Choices } from '../control/choices.ts';
import type { Desk } from '../control/desk.ts';
import type { Moves } from '../control/moves.ts';

export interface Studio {
  show: string;
  /** Who this panel is, as the log names people. */
  me: string;
  connection: Connection;
  desk: Desk;
  moves: Moves;
  choices: Choices;
  api: Api;
  games: Signal<readonly GameInfo[]>;
  /** Back to the list of shows. */
  leave: () => void;
}

export const StudioContext = createContext<Studio | null>(null);

export function useStudio(): Studio {
  const studio = useContext(StudioContext);
  if (!studio) throw new Error('this part belongs inside the show screen');
  return studio;
}
