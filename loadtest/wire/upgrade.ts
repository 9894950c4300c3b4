/** Opens a WebSocket on a plain TCP socket: the upgrade is written and read by hand. */
import { randomBytes } from 'node:crypto';
import { connect } from 'node:net';
import type { Socket } from 'node:net';

const endOfHead = Buffer.from('\r\n\r\n');

export interface Upgraded {
  /** Paused: nothing is read until its new owner says so. */
  socket: Socket;
  /** What came right behind the answer. */
  rest: Buffer;
}

/** Rejects when the server answers with anything but 101; its answer is in the message. */
export function upgrade(url: string, path: string): Promise<Upgraded> {
  const { hostname, port } = new URL(url);
  return new Promise((resolve, reject) => {
    const socket = connect({ host: hostname, port: Number(port), noDelay: true });
    let head = Buffer.alloc(0);
    const gone = () => reject(new Error(`the connection ended before the upgrade: ${head.toString('latin1', 0, 200)}`));
    const heard = (chunk: Buffer) => {
      head = Buffer.concat([head, chunk]);
      const end = head.indexOf(endOfHead);
      if (end < 0) return;
      socket.off('data', heard).off('error', reject).off('close', gone).pause();
      if (head.subarray(0, 12).toString('latin1') === 'HTTP/1.1 101') {
        return resolve({ socket, rest: head.subarray(end + endOfHead.length) });
      }
      socket.destroy();
      reject(new Error(`the upgrade was refused: ${head.toString('latin1', 0, 400)}`));
    };
    socket.on('error', reject).on('close', gone).on('data', heard);
    socket.write(
      `GET ${path} HTTP/1.1\r\nHost: ${hostname}:${port}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n` +
        `Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: ${randomBytes(16).toString('base64')}\r\n\r\n`,
    );
  });
}
