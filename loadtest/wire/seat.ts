/** Asks for a seat over HTTP, as the stock client does before it opens its socket. */
import { Agent, request } from 'node:http';

export interface SeatRequest {
  /** The server's origin, `http://host:port`. */
  url: string;
  token: string;
  show: string;
  room: 'crowd' | 'stage';
}

export interface Seat {
  roomId: string;
  processId: string;
  sessionId: string;
}

/** Asking is most of a join's cost: connections are kept, and many are asked on at once. */
const agent = new Agent({ keepAlive: true, maxSockets: 16 });

/** Rejects with the server's refusal as it was written. */
export async function reserveSeat({ url, token, show, room }: SeatRequest): Promise<Seat> {
  const { status, text } = await post(`${url}/matchmake/joinOrCreate/${room}`, { token, body: JSON.stringify({ show }) });
  if (status !== 200) throw new Error(`no seat (${status}): ${text}`);
  return JSON.parse(text) as Seat;
}

/** Where the seat's socket opens. */
export function seatPath({ processId, roomId, sessionId }: Seat): string {
  return `/${processId}/${roomId}?sessionId=${sessionId}`;
}

function post(url: string, { token, body }: { token: string; body: string }): Promise<{ status: number; text: string }> {
  const headers = {
    authorization: `Bearer ${token}`,
    'content-type': 'application/json',
    'content-length': Buffer.byteLength(body),
  };
  return new Promise((resolve, reject) => {
    const asked = request(url, { method: 'POST', agent, headers }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () => resolve({ status: response.statusCode ?? 0, text: Buffer.concat(chunks).toString('utf8') }));
      response.on('error', reject);
    });
    asked.on('error', reject);
    asked.end(body);
  });
}
