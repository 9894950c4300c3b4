/** Every environment key the server understands: its shape, its default, and what it is for. */
import { z } from 'zod';
import { isWebhookSecret } from './webhooks/secrets.ts';

/** What is wrong with a value, in the words `must be …` takes. */
type Allowed = string;

function text(allowed: Allowed, fits: (value: string) => boolean) {
  return z.string().refine(fits).meta({ allowed });
}

function whole(min: number, max: number) {
  return z
    .string()
    .regex(/^\d{1,9}$/)
    .transform(Number)
    .refine((value) => value >= min && value <= max)
    .meta({ allowed: `a whole number from ${min} to ${max}` });
}

function oneOf<const Values extends readonly [string, ...string[]]>(values: Values) {
  return z.enum(values).meta({ allowed: values.join(', ') });
}

/** Web origins as browsers send them: scheme, host and port, nothing after. */
function originList() {
  return z
    .string()
    .transform((list) => splitList(list))
    .refine((origins) => origins.every(isOrigin))
    .meta({ allowed: 'a comma-separated list of origins such as https://shop.example or http://localhost:5173' });
}

function areWebhookSecrets(secrets: readonly string[]): boolean {
  return (secrets.length === 1 || secrets.length === 2) && secrets.every(isWebhookSecret);
}

export function splitList(list: string): string[] {
  return list
    .split(/[,\n]/)
    .map((entry) => entry.trim())
    .filter(Boolean);
}

function isOrigin(value: string): boolean {
  return /^https?:/.test(value) && URL.canParse(value) && new URL(value).origin === value;
}

function isRedisUrl(value: string): boolean {
  return /^rediss?:\/\/./.test(value) && URL.canParse(value) && new URL(value).hostname !== '';
}

const hostName = /^[\w.:-]+$/;

export const settings = z.object({
  PORT: whole(0, 65535).prefault('2567').describe('The one port for pages, API and sockets; 0 takes any free one.'),
  HOST: text('an address or host name to bind, without a port', (value) => hostName.test(value))
    .optional()
    .describe('The address to bind. Default: 127.0.0.1 in demo mode, 0.0.0.0 in production.'),
  TRANSPORT: oneOf(['uws', 'ws']).prefault('uws').describe('uws is native and fast; ws is plain JavaScript and runs everywhere.'),
  NODE_ENV: oneOf(['production', 'development', 'test'])
    .prefault('development')
    .describe('Anything but production is demo mode: tokens for anybody, on loopback.'),
  REDIS_URL: text('a URL such as redis://127.0.0.1:6379 or rediss://user:password@redis.example:6380', isRedisUrl)
    .optional()
    .describe('Keeps the sale ledger in this Redis; the rest stays embedded. Without it the ledger is embedded, too.'),
  DRUMROLL_LEDGER_DURABILITY: oneOf(['always', 'everysec', 'unchecked'])
    .prefault('always')
    .describe(
      'What Redis must keep. always: whatever was answered (appendfsync always). everysec: the last second may be lost. ' +
        'unchecked: nobody looks, for a managed Redis that hides its configuration.',
    ),
  DRUMROLL_ROLE: text('all: this version runs stages and crowds in one process', (value) => value === 'all')
    .prefault('all')
    .describe('What this process runs; stage and edge are reserved for the cluster.'),
  DRUMROLL_DATA_DIR: text('a folder', (value) => value.trim() !== '')
    .prefault('./data')
    .describe('Where the embedded store keeps its files.'),
  DRUMROLL_SECRET: text('at least 32 characters, such as the output of: openssl rand -hex 32', (value) => value.length >= 32)
    .optional()
    .describe('Signs tokens. Required in production; in demo mode one is made and kept in the data folder.'),
  DRUMROLL_ORIGINS: originList()
    .prefault('')
    .describe('Web origins besides the server’s own that may call it from a browser, embed its pages and open sockets.'),
  DRUMROLL_PROXY_HOPS: whole(0, 10)
    .prefault('0')
    .describe(
      'How many proxies of yours stand before the server: with 1 the last entry of X-Forwarded-For is the caller, with 2 the one before it.',
    ),
  DRUMROLL_METRICS_TOKEN: text('at least 16 characters', (value) => value.length >= 16)
    .optional()
    .describe('Bearer token for /metrics in production; without it only loopback may read them.'),
  DRUMROLL_LOG_LEVEL: oneOf(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'])
    .prefault('info')
    .describe('The least important log line that is written.'),
  DRUMROLL_BLOCKED_WORDS: text('a comma-separated list, or @ and the path of a readable file with one word per line', () => true)
    .prefault('')
    .describe('Words that chat and names may not hold.'),
  DRUMROLL_CHAT_LINES_PER_SECOND: whole(1, 1000)
    .prefault('10')
    .describe('Chat lines shown to everybody per second; the rest are sampled out.'),
  DRUMROLL_CHAT_MAX_LENGTH: whole(1, 2000).prefault('200').describe('The longest chat line, in characters.'),
  DRUMROLL_MAX_MESSAGES_PER_SECOND: whole(40, 10_000)
    .prefault('60')
    .describe('Messages per second above which one connection is cut.'),
  DRUMROLL_MAX_CONNECTIONS: whole(1, 1_000_000).prefault('10000').describe('Sockets that this process holds at most.'),
  DRUMROLL_STALE_KILL_MS: whole(1000, 600_000)
    .prefault('20000')
    .describe('How long a viewer who cannot keep up may stay without state before the connection is closed.'),
  DRUMROLL_WEBHOOK_URL: text('an http or https address', (value) => /^https?:\/\//.test(value) && URL.canParse(value))
    .optional()
    .describe('Where the events of all shows are posted, besides the address that a show may have of its own.'),
  DRUMROLL_WEBHOOK_SECRET: text(
    'whsec_ and the base64 of 24 to 64 random bytes, or two of those with a comma between them',
    (value) => areWebhookSecrets(splitList(value)),
  )
    .optional()
    .describe('Signs what is posted to DRUMROLL_WEBHOOK_URL. Two secrets both sign, while a shop changes from one to the other.'),
  DRUMROLL_WEBHOOK_PRIVATE: oneOf(['true', 'false'])
    .prefault('false')
    .describe('true lets webhooks go to private networks and this machine, over http as well; otherwise to public https only.'),
  DRUMROLL_BODY_LIMIT_BYTES: whole(1024, 16_777_216).prefault('65536').describe('The largest HTTP body that is read.'),
  DRUMROLL_BODY_TIMEOUT_MS: whole(100, 120_000).prefault('5000').describe('How long an HTTP body may take to arrive.'),
});

export type Settings = z.output<typeof settings>;
export type SettingKey = keyof Settings;

export const settingKeys = Object.keys(settings.shape) as SettingKey[];

/** Values that are never printed. A webhook's address may hold a key. */
export const secretKeys: ReadonlySet<string> = new Set<SettingKey>([
  'DRUMROLL_SECRET',
  'DRUMROLL_METRICS_TOKEN',
  'DRUMROLL_WEBHOOK_SECRET',
  'DRUMROLL_WEBHOOK_URL',
  'REDIS_URL',
]);
