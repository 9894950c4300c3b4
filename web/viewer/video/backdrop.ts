/** What stands still in the studio: the wall, the arch of a drum's hoop, the floor with its podium. Painted once per size. */
import { flat, turntable } from './place.ts';
import type { Place } from './place.ts';

type Pen = CanvasRenderingContext2D;

export function paintBackdrop(place: Place): HTMLCanvasElement {
  const still = document.createElement('canvas');
  still.width = place.width;
  still.height = place.height;
  const pen = still.getContext('2d');
  if (pen) {
    paintWall(pen, place);
    paintArch(pen, place);
    paintFloor(pen, place);
  }
  return still;
}

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
