/** The studio as it moves: beams, chasing lights, products going round, motes, and the stage's clock. */
import { paintBackdrop } from './backdrop.ts';
import { flat, placeFor, turntable } from './place.ts';
import type { Place } from './place.ts';
import { paintProducts } from './products.ts';

type Pen = CanvasRenderingContext2D;

export interface Scene extends Place {
  still: HTMLCanvasElement;
  products: HTMLCanvasElement[];
  glow: HTMLCanvasElement;
}

const bulbs = 36;
const motes = 16;

/** All that is painted once for a picture of this size. */
export function prepareScene(width: number, height: number): Scene {
  const place = placeFor(width, height);
  return {
    ...place,
    still: paintBackdrop(place),
    products: paintProducts(Math.max(32, Math.round(place.radius * 0.62))),
    glow: paintGlow(Math.max(16, Math.round(place.radius * 0.2))),
  };
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
