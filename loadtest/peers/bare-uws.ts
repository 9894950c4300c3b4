/** The floor that fan-out is measured against: uWebSockets.js alone, publishing the same bytes to as many sockets. */
import uWebSockets from 'uWebSockets.js';
import { answerParent } from '../child-process.ts';
import { cpuMicroseconds } from '../process-cost.ts';

const topic = 'all';
/** As our own transport sets them. */
const behaviour = {
  compression: 0,
  maxPayloadLength: 64 * 1024,
  maxBackpressure: 256 * 1024,
  idleTimeout: 32,
  sendPingsAutomatically: true,
};

const app = uWebSockets.App();
let ticks = 0;
app.ws('/*', {
  ...behaviour,
  open: (socket) => {
    socket.subscribe(topic);
  },
});

answerParent({
  listen: () =>
    new Promise<string>((resolve) => {
      app.listen('127.0.0.1', 0, (socket) => {
        if (!socket) throw new Error('no port is free');
        resolve(`http://127.0.0.1:${uWebSockets.us_socket_local_port(socket)}`);
      });
    }),
  ticks: () => ticks,
  cpu: cpuMicroseconds,
  /** Publishes so many frames of so many bytes, one every so often. */
  publish: ({ count, everyMs, bytes }: { count: number; everyMs: number; bytes: number }) =>
    new Promise<void>((resolve) => {
      const frame = Buffer.alloc(bytes, 15);
      let left = count;
      const timer = setInterval(() => {
        frame.writeUInt32BE(left, 1);
        app.publish(topic, frame, true);
        ticks++;
        if (--left > 0) return;
        clearInterval(timer);
        setTimeout(resolve, everyMs);
      }, everyMs);
    }),
});
