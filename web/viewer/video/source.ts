/** Where the picture comes from: the seam that a canvas, HLS or a real-time network player fits into. */

export interface VideoContext {
  /** Server time, epoch ms: what is painted or seeked is aligned with it. */
  serverNow: () => number;
  /** Whether the picture may move by itself; called back again on every change. */
  onMotion: (callback: (reduced: boolean) => void) => () => void;
}

/** Puts its picture into `host` and plays; the function returned takes everything away. */
export type VideoSource = (host: HTMLElement, context: VideoContext) => () => void;
