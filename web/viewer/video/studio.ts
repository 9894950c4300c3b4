/** The studio: a wall with an arch of lights, a podium, beams, and products going round. What stands still is painted once. */
import { paintProducts } from './products.ts';

type Pen = CanvasRenderingContext2D;

export interface Scene {
  width: number;
  height: number;
  /** The middle of the arch, and its radius, px. */
  x: number;
  y: number;
  radius: number;
  still: HTMLCanvasElement;
  products: HTMLCanvasElement[];
  glow: HTMLCanvasElement;
}

const bulbs = 36;
const motes = 16;
/** How flat a circle on the floor looks. */
const flat = 0.2;

/** Where things stand for a picture of this size, and the part that does not move. */
export function paintBackdrop(width: number, height: number): Scene {
  const portrait = height > width;
  const radius = portrait ? Math.min(width * 0.42, height * 0.25) : height * 0.33;
  const place = { width, height, x: width / 2, y: portrait ? height * 0.31 : height * 0.43, radius };
  const still = document.createElement('canvas');
  still.width = width;
  still.height = height;
  const pen = still.getContext('2d');
  if (pen) {
    paintWall(pen, place);
    paintArch(pen, place);
    paintFloor(pen, place);
  }
  return {
    ...place,
    still,
    products: paintProducts(Math.max(32, Math.round(radius * 0.62))),
    glow: paintGlow(Math.max(16, Math.round(radius * 0.2))),
  };
}

type Place = Omit<Scene, 'still' | 'products' | 'glow'>;

function paintWall(pen: Pen, { width, height, x, y, radius }: Place): void {
  const wall = pen.createLinearGradient(0, 0, 0, height);
  wall.addColorStop(0, '#190a2b');
  wall.addColorStop(0.3, '#3d1556');
  wall.addColorStop(0.55, '#6b2362');
  wall.addColorStop(0.62, '#2a1038');
  wall.addColorStop(1, '#100619');
  pen.fillStyle = wall;
  pen.fillRect(0, 0, width, height);
  // Slats give the wall depth.
  const slat = radius * 0.22;
  for (let left = (x % slat) - slat; left < width; left += slat) {
    const relief = pen.createLinearGradient(left, 0, left + slat, 0);
    relief.addColorStop(0, 'rgb(255 190 240 / 7%)');
    relief.addColorStop(0.5, 'rgb(0 0 0 / 0%)');
    relief.addColorStop(1, 'rgb(8 0 16 / 26%)');
    pen.fillStyle = relief;
    pen.fillRect(left, 0, slat, height * 0.62);
  }
  const halo = pen.createRadialGradient(x, y, radius * 0.2, x, y, radius * 2.1);
  halo.addColorStop(0, 'rgb(255 170 90 / 55%)');
  halo.addColorStop(0.45, 'rgb(255 92 130 / 22%)');
  halo.addColorStop(1, 'rgb(255 92 108 / 0%)');
  pen.fillStyle = halo;
  pen.fillRect(0, 0, width, height);
}

/** The arch is the drum's hoop; inside it the skin glows. */
function paintArch(pen: Pen, { x, y, radius }: Place): void {
  const skin = pen.createRadialGradient(x, y - radius * 0.3, radius * 0.1, x, y, radius);
  skin.addColorStop(0, '#ffcf8a');
  skin.addColorStop(0.5, '#d9628a');
  skin.addColorStop(1, '#5a1d6e');
  pen.fillStyle = skin;
  pen.beginPath();
  pen.arc(x, y, radius, 0, 7);
  pen.fill();
  pen.lineWidth = radius * 0.1;
  const hoop = pen.createLinearGradient(x - radius, y - radius, x + radius, y + radius);
  hoop.addColorStop(0, '#ffe6a8');
  hoop.addColorStop(0.5, '#b56a1c');
  hoop.addColorStop(1, '#ffd27a');
  pen.strokeStyle = hoop;
  pen.beginPath();
  pen.arc(x, y, radius * 1.04, 0, 7);
  pen.stroke();
}

/** The floor shines towards the viewer; on it stands the podium, a turntable of two steps. */
function paintFloor(pen: Pen, place: Place): void {
  const { width, height, x, radius } = place;
  const { surface } = turntable(place);
  const top = surface - radius * 0.12;
  const floor = pen.createLinearGradient(0, top, 0, height);
  floor.addColorStop(0, '#4a1b5a');
  floor.addColorStop(0.3, '#2c1040');
  floor.addColorStop(1, '#150922');
  pen.save();
  pen.beginPath();
  pen.rect(0, top, width, height - top);
  pen.clip();
  pen.fillStyle = floor;
  pen.fillRect(0, top, width, height - top);
  const reach = Math.hypot(width, height);
  for (let i = 0; i < 18; i += 2) {
    const from = (i / 18) * Math.PI;
    pen.fillStyle = 'rgb(255 170 210 / 4%)';
    pen.beginPath();
    pen.moveTo(x, top - radius * 0.2);
    pen.arc(x, top - radius * 0.2, reach, from, from + Math.PI / 18);
    pen.fill();
  }
  const pool = pen.createRadialGradient(x, surface, 0, x, surface, radius * 2);
  pool.addColorStop(0, 'rgb(255 176 96 / 55%)');
  pool.addColorStop(0.5, 'rgb(255 110 120 / 18%)');
  pool.addColorStop(1, 'rgb(255 110 120 / 0%)');
  pen.fillStyle = pool;
  pen.fillRect(0, top, width, height - top);
  pen.restore();
  paintStep(pen, { x, y: surface + radius * 0.24, wide: radius * 1.2, tall: radius * 0.13 }, '#6d2f70');
  paintStep(pen, { x, y: surface, wide: radius * 1.02, tall: radius * 0.2 }, '#a9557f');
}

function paintStep(pen: Pen, { x, y, wide, tall }: { x: number; y: number; wide: number; tall: number }, light: string): void {
  const side = pen.createLinearGradient(x - wide, 0, x + wide, 0);
  side.addColorStop(0, '#1d0a29');
  side.addColorStop(0.5, '#5a2560');
  side.addColorStop(1, '#1d0a29');
  pen.fillStyle = side;
  pen.beginPath();
  pen.ellipse(x, y + tall, wide, wide * flat, 0, 0, Math.PI);
  pen.lineTo(x - wide, y);
  pen.ellipse(x, y, wide, wide * flat, 0, Math.PI, 0, true);
  pen.fill();
  const cover = pen.createRadialGradient(x, y - wide * 0.05, wide * 0.1, x, y, wide);
  cover.addColorStop(0, '#ffc99a');
  cover.addColorStop(1, light);
  pen.fillStyle = cover;
  pen.beginPath();
  pen.ellipse(x, y, wide, wide * flat, 0, 0, 7);
  pen.fill();
  pen.strokeStyle = 'rgb(255 222 150 / 85%)';
  pen.lineWidth = Math.max(1.5, wide * 0.014);
  pen.stroke();
}

/** Where products stand: the middle of the turntable's cover, and how far out they go round. */
function turntable({ y, radius }: Pick<Place, 'y' | 'radius'>): { surface: number; reach: number } {
  return { surface: y + radius * 0.7, reach: radius * 0.72 };
}

/** A soft spot of light, for bulbs and motes. */
function paintGlow(size: number): HTMLCanvasElement {
  const canvas = document.createElement('canvas');
  canvas.width = size;
  canvas.height = size;
  const pen = canvas.getContext('2d');
  if (!pen) return canvas;
  const light = pen.createRadialGradient(size / 2, size / 2, 0, size / 2, size / 2, size / 2);
  light.addColorStop(0, 'rgb(255 250 225 / 100%)');
  light.addColorStop(0.25, 'rgb(255 214 120 / 80%)');
  light.addColorStop(1, 'rgb(255 170 60 / 0%)');
  pen.fillStyle = light;
  pen.fillRect(0, 0, size, size);
  return canvas;
}

/** What moves, as it stands at a server moment: all viewers see the same picture. */
export function paintFrame(pen: Pen, scene: Scene, at: number): void {
  pen.globalAlpha = 1;
  pen.drawImage(scene.still, 0, 0);
  const seconds = (at % 600_000) / 1000;
  paintBeams(pen, scene, seconds);
  paintBulbs(pen, scene, seconds);
  paintRound(pen, scene, seconds);
  paintMotes(pen, scene, seconds);
}

function paintBeams(pen: Pen, { x, y, width, radius }: Scene, seconds: number): void {
  pen.globalCompositeOperation = 'lighter';
  for (const side of [-1, 1]) {
    const from = x + side * Math.min(width * 0.42, radius * 1.5);
    const to = x + side * radius * 0.3 + Math.sin(seconds * 0.45 + side) * radius * 0.7;
    const foot = y + radius * 1.25;
    const beam = pen.createLinearGradient(from, 0, to, foot);
    beam.addColorStop(0, side < 0 ? 'rgb(255 220 150 / 26%)' : 'rgb(190 150 255 / 26%)');
    beam.addColorStop(1, 'rgb(255 200 140 / 0%)');
    pen.fillStyle = beam;
    pen.beginPath();
    pen.moveTo(from - radius * 0.05, -10);
    pen.lineTo(from + radius * 0.05, -10);
    pen.lineTo(to + radius * 0.42, foot);
    pen.lineTo(to - radius * 0.42, foot);
    pen.fill();
  }
  pen.globalCompositeOperation = 'source-over';
}

function paintBulbs(pen: Pen, { x, y, radius, glow }: Scene, seconds: number): void {
  for (let i = 0; i < bulbs; i++) {
    const angle = (i / bulbs) * 2 * Math.PI;
    // Two lights chase each other slowly round the hoop; no bulb ever flashes.
    const chase = 0.5 + 0.5 * Math.cos(angle * 2 - seconds * 0.9);
    const size = glow.width * (0.42 + 0.3 * chase);
    // The lowest bulbs are behind the podium.
    if (Math.sin(angle) > 0.56) continue;
    pen.globalAlpha = 0.45 + 0.55 * chase;
    pen.drawImage(
      glow,
      x + radius * 1.04 * Math.cos(angle) - size / 2,
      y + radius * 1.04 * Math.sin(angle) - size / 2,
      size,
      size,
    );
  }
  pen.globalAlpha = 1;
}

function paintRound(pen: Pen, scene: Scene, seconds: number): void {
  const { x, radius, products } = scene;
  const { surface, reach } = turntable(scene);
  const round = products
    .map((picture, i) => {
      const angle = seconds * 0.24 + (i / products.length) * 2 * Math.PI;
      return { picture, depth: Math.sin(angle), left: Math.cos(angle), bob: 1 + Math.sin(seconds * 1.1 + i * 1.7) };
    })
    .toSorted((a, b) => a.depth - b.depth);
  for (const { picture, depth, left, bob } of round) {
    const size = radius * (0.5 + 0.12 * depth);
    const px = x + left * reach;
    const foot = surface + depth * reach * flat;
    pen.globalAlpha = 0.4 - 0.06 * bob;
    pen.fillStyle = '#2a0b33';
    pen.beginPath();
    pen.ellipse(px, foot, size * 0.4, size * 0.1, 0, 0, 7);
    pen.fill();
    pen.globalAlpha = 1;
    pen.drawImage(picture, px - size / 2, foot - size * 0.95 - radius * 0.03 * bob, size, size);
  }
}

function paintMotes(pen: Pen, { width, height, glow }: Scene, seconds: number): void {
  for (let i = 0; i < motes; i++) {
    const life = (seconds * (0.018 + (i % 5) * 0.006) + i * 0.37) % 1;
    const size = glow.width * (0.25 + (i % 4) * 0.16);
    pen.globalAlpha = 0.3 * Math.sin(life * Math.PI);
    const px = ((i * 0.618) % 1) * width + Math.sin(seconds * 0.3 + i) * 14;
    pen.drawImage(glow, px - size / 2, height * (0.95 - life * 0.9), size, size);
  }
  pen.globalAlpha = 1;
}

/** The stage's clock, to the tenth: side by side, two pages show whether they agree. */
export function paintClock(pen: Pen, { x, y, radius }: Scene, at: number): void {
  const now = new Date(at);
  const text = `${two(now.getHours())}:${two(now.getMinutes())}:${two(now.getSeconds())}.${Math.floor(now.getMilliseconds() / 100)}`;
  const size = radius * 0.15;
  const top = y - radius * 0.58;
  pen.font = `700 ${size}px ui-monospace, 'SF Mono', 'DejaVu Sans Mono', monospace`;
  pen.textAlign = 'center';
  pen.textBaseline = 'middle';
  const wide = pen.measureText('00:00:00.0').width + size * 1.1;
  pen.fillStyle = 'rgb(32 8 44 / 62%)';
  pen.beginPath();
  pen.roundRect(x - wide / 2, top - size * 0.85, wide, size * 1.7, size * 0.85);
  pen.fill();
  pen.fillStyle = '#ffe2a3';
  pen.fillText(text, x, top + size * 0.06);
}

function two(value: number): string {
  return String(value).padStart(2, '0');
}
