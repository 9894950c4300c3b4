/** Mints a token on the server's machine: npm run token -- --role streamer --show demo [--sub id] [--name Ann] [--level 20] [--ttl 1h] */
import { parseArgs } from 'node:util';
import { openSecret } from '../server/auth/secret.ts';
import { createTokens, defaultTtlSeconds, longestTtlSeconds } from '../server/auth/tokens.ts';
import { ConfigError, loadConfig } from '../server/config.ts';
import { roles, tokenRequest } from '../shared/protocol/index.ts';
import type { TokenRequest } from '../shared/protocol/index.ts';

const usage = `Usage: npm run token -- --role ${roles.join('|')} --show <id or *> [--sub <id>] [--name <name>] [--level 0…999] [--ttl 90s|30m|12h]`;
const units = { s: 1, m: 60, h: 3600 } as const;

/** The request in the arguments, or what is wrong with them. */
export function readRequest(args: string[]): TokenRequest | string {
  try {
    const text = { type: 'string' } as const;
    const options = { role: text, show: text, sub: text, name: text, level: text, ttl: text };
    const { ttl, level, ...rest } = parseArgs({ args, options }).values;
    const ttlSeconds = ttl === undefined ? defaultTtlSeconds : secondsIn(ttl);
    if (ttlSeconds === null) return `--ttl is ${JSON.stringify(ttl)}, but must be a span such as 90s, 30m or 12h.`;
    const claims = level === undefined ? rest : { ...rest, level: numberIn(level) };
    const parsed = tokenRequest.safeParse({ ...claims, ttlSeconds });
    if (parsed.success) return parsed.data;
    const [issue] = parsed.error.issues;
    const field = issue?.path[0];
    return field === 'ttlSeconds'
      ? `--ttl must be between 10s and ${longestTtlSeconds / 3600}h.`
      : `--${String(field)}: ${issue?.message}.`;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

/** As it stands when it is no number: what is wrong is then said of it. */
function numberIn(text: string): number | string {
  return /^\d{1,9}$/.test(text) ? Number(text) : text;
}

function secondsIn(span: string): number | null {
  const [, count, unit] = /^(\d{1,6})([smh])$/.exec(span) ?? [];
  return count === undefined ? null : Number(count) * units[unit as keyof typeof units];
}

if (import.meta.main) {
  const request = readRequest(process.argv.slice(2));
  if (typeof request === 'string') fail(`${request}\n${usage}`);
  try {
    const tokens = createTokens({ secret: openSecret(loadConfig()), now: () => Date.now() });
    console.log((await tokens.mint(request)).token);
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    fail(error.message);
  }
}

function fail(message: string): never {
  console.error(message);
  process.exit(1);
}
