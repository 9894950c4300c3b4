/** Structured log lines on standard output, with every token and secret taken out. */
import { pino, stdSerializers } from 'pino';
import type { DestinationStream, LevelWithSilent } from 'pino';
import type { Log } from '../rooms/services.ts';

export interface ServerLog extends Log {
  debug(data: object, message: string): void;
  fatal(data: object, message: string): void;
}

/** `stream` is for tests; lines go to standard output otherwise. */
export function createLog(level: LevelWithSilent, stream?: DestinationStream): ServerLog {
  const options = {
    level,
    base: null,
    timestamp: () => `,"time":"${new Date().toISOString()}"`,
    formatters: { level: (label: string) => ({ level: label }) },
    serializers: { err: stdSerializers.err, error: stdSerializers.err },
    hooks: { streamWrite: scrub },
  };
  return stream ? pino(options, stream) : pino(options);
}

const secretFields = /"([\w-]*(?:token|secret|password|authorization|cookie))":"(?:[^"\\]|\\.)*"/gi;
const secretParameters = /([?&#](?:_authToken|token|access_token|reconnectionToken)=)[^&#\s"\\]+/gi;
const bearers = /\b(bearer) +[^\s"\\,]+/gi;
const webTokens = /\beyJ[\w-]{8,}\.[\w-]+\.[\w-]*/g;

/** Takes secrets out of a finished line, wherever they stand: a field at any depth, a URL, a header, a stack trace. */
export function scrub(line: string): string {
  return line
    .replace(secretFields, '"$1":"[redacted]"')
    .replace(secretParameters, '$1[redacted]')
    .replace(bearers, '$1 [redacted]')
    .replace(webTokens, '[redacted]');
}

/** What Colyseus logs, in our log: it calls its logger like `console`. */
export function consoleLike(
  log: ServerLog,
): Record<'debug' | 'trace' | 'info' | 'warn' | 'error', (...words: unknown[]) => void> {
  const at =
    (level: 'debug' | 'info' | 'warn' | 'error') =>
    (...words: unknown[]): void =>
      log[level]({ from: 'colyseus' }, words.map(String).join(' '));
  return { debug: at('debug'), trace: at('debug'), info: at('info'), warn: at('warn'), error: at('error') };
}
