/** Packs a picture into a small PNG: colours to the nearest of 64 steps, which nobody sees, and packed as tightly as it goes. */
import { crc32, deflateSync } from 'node:zlib';

export interface Pixels {
  width: number;
  height: number;
  /** Four bytes a pixel; the fourth, opacity, is left out. */
  rgba: Uint8Array;
}

/** Only every fourth shade of a channel is used. */
export const shadeStep = 4;
const signature = Buffer.from([137, 80, 78, 71, 13, 10, 26, 10]);
/** Bytes of a pixel in the file: red, green, blue. */
const pixelBytes = 3;

export function smallPng({ width, height, rgba }: Pixels): Buffer {
  const rowBytes = 1 + width * pixelBytes;
  const rows = Buffer.alloc(height * rowBytes);
  for (let y = 0; y < height; y++) {
    const row = rows.subarray(y * rowBytes, (y + 1) * rowBytes);
    // Filter 1: each pixel is stored as its difference from the one before it.
    row[0] = 1;
    for (let x = 0; x < width; x++) {
      for (let channel = 0; channel < pixelBytes; channel++) {
        const at = (y * width + x) * 4 + channel;
        const before = x === 0 ? 0 : shade(rgba[at - 4]!);
        row[1 + x * pixelBytes + channel] = shade(rgba[at]!) - before;
      }
    }
  }
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  // Eight bits a channel, true colour.
  header.set([8, 2], 8);
  return Buffer.concat([
    signature,
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(rows, { level: 9 })),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

function shade(value: number): number {
  return Math.min(255, Math.round(value / shadeStep) * shadeStep);
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const frame = Buffer.alloc(8 + body.length);
  frame.writeUInt32BE(data.length, 0);
  body.copy(frame, 4);
  frame.writeUInt32BE(crc32(body), 4 + body.length);
  return frame;
}
