/** Where things stand in the studio, for a picture of any size. */

export interface Place {
  width: number;
  height: number;
  /** The middle of the arch, and its radius, px. */
  x: number;
  y: number;
  radius: number;
}

/** How flat a circle on the floor looks. */
export const flat = 0.2;

export function placeFor(width: number, height: number): Place {
  const portrait = height > width;
  const radius = portrait ? Math.min(width * 0.42, height * 0.25) : height * 0.33;
  return { width, height, x: width / 2, y: portrait ? height * 0.31 : height * 0.43, radius };
}

/** Where products stand: the middle of the turntable's cover, and how far out they go round. */
export function turntable({ y, radius }: Place): { surface: number; reach: number } {
  return { surface: y + radius * 0.7, reach: radius * 0.72 };
}
