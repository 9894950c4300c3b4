/** What one viewer is told about their part in the running round. */
export interface OwnRound {
  id: number;
  game: string;
  phase: string;
  /** The game's own answer to "how am I doing": its `own(mine, standing)`. */
  own: unknown;
}
