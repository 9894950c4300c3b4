/**
 * Leaves out of the realtime SDK what no page of ours can reach: other transports, its sign-in, game inputs with
 * prediction, the encoder that only servers run, and code made from strings, which the CSP forbids. About a fifth of
 * what every viewer would load for nothing.
 */
import type { Plugin } from 'vite';

const refuses = (name: string): string =>
  `export class ${name} { constructor() { throw new Error('${name} is not part of this build'); } }`;

/** Modules, by the end of their path, and what stands there instead. */
const stand: Readonly<Record<string, string>> = {
  '@colyseus/sdk/build/transport/H3Transport.mjs': refuses('H3TransportTransport'),
  '@colyseus/sdk/build/input/RoomInput.mjs': refuses('RoomInput'),
  '@colyseus/sdk/build/Auth.mjs': 'export class Auth {}',
  '@colyseus/sdk/build/fetchXHR.mjs': 'export const xhrFetch = undefined;',
  '@colyseus/sdk/build/3rd_party/discord.mjs': 'export const discordURLBuilder = undefined;',
  '@colyseus/sdk/build/legacy.mjs': '',
};

/** Passages, each standing once in its module, and what they become. */
const cuts: Readonly<Record<string, readonly [from: string, to: string]>> = {
  // Unused from here on, so the whole encoder falls away behind it.
  '@colyseus/schema/build/index.mjs': ['Reflection.encode = function', 'const neverCalled = function'],
  // msgpackr makes code from strings for records that come often; read plainly they are quick enough.
  'msgpackr/unpack.js': ['if (readObject.count++ > inlineObjectReadThreshold) {', 'if (false) {'],
};

export function slimSdk(): Plugin {
  const missed = new Set([...Object.keys(stand), ...Object.keys(cuts)]);
  let built = false;
  return {
    name: 'drumroll:slim-sdk',
    enforce: 'pre',
    load(id) {
      const name = moduleOf(id, stand);
      built ||= id.endsWith('@colyseus/sdk/build/Client.mjs');
      if (name === null) return null;
      missed.delete(name);
      return stand[name];
    },
    transform(code, id) {
      const name = moduleOf(id, cuts);
      if (name === null) return null;
      const [from, to] = cuts[name]!;
      if (code.split(from).length === 2) missed.delete(name);
      return { code: code.replace(from, to), map: null };
    },
    buildEnd() {
      // A new version may be laid out differently: better no build than a silently larger or broken one.
      if (built && missed.size > 0) this.error(`not found as expected: ${[...missed].join(', ')}. Look at web/slim-sdk.ts.`);
    },
  };
}

function moduleOf(id: string, table: object): string | null {
  return Object.keys(table).find((name) => id.endsWith(`node_modules/${name}`)) ?? null;
}
