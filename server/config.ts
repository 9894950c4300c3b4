/** The server's configuration, read once from the environment, checked whole and frozen. */
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Limits } from '../rooms/services.ts';
import { nearest } from './nearest.ts';
import { secretKeys, settingKeys, settings, splitList } from './settings.ts';
import type { SettingKey, Settings } from './settings.ts';
import { urlRefusal } from './webhooks/url.ts';

export interface Config {
  readonly port: number;
  readonly host: string;
  readonly transport: 'uws' | 'ws';
  /** Tokens for anybody, a show called `demo`: everywhere but in production. */
  readonly demo: boolean;
  /** Answer only requests that name this machine as localhost: demo mode's guard against DNS rebinding. */
  readonly localHostsOnly: boolean;
  readonly dataDir: string;
  /** Where the sale ledger is kept; null: in the data folder. */
  readonly redisUrl: string | null;
  readonly ledgerDurability: Settings['DRUMROLL_LEDGER_DURABILITY'];
  /** Null in demo mode when none was given: `openSecret` then keeps one in the data folder. */
  readonly secret: string | null;
  readonly origins: readonly string[];
  readonly proxyHops: number;
  readonly metricsToken: string | null;
  readonly logLevel: Settings['DRUMROLL_LOG_LEVEL'];
  readonly maxConnections: number;
  readonly bodyLimitBytes: number;
  readonly bodyTimeoutMs: number;
  /** `url` is told of every show; null when nobody is. */
  readonly webhooks: { readonly url: string | null; readonly secrets: readonly string[]; readonly privateToo: boolean };
  readonly limits: Limits;
  /** Every key with the value in force, for `--print-config`. */
  readonly settings: Readonly<Settings>;
}

const ownPrefix = 'DRUMROLL_';
const ownKeys = settingKeys.filter((key) => key.startsWith(ownPrefix));

type Environment = Readonly<Record<string, string | undefined>>;

/** What is wrong with the environment, one sentence per key; values of secrets are left out. */
export class ConfigError extends Error {
  override name = 'ConfigError';
  readonly problems: readonly string[];

  constructor(problems: readonly string[]) {
    super(problems.join('\n'));
    this.problems = problems;
  }
}

/** Reads the environment; throws a `ConfigError` that names every bad key, its value and what is allowed. */
export function loadConfig(env: Environment = process.env): Config {
  // An empty value counts as absent: compose files and unit files write `KEY=` for "not set".
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== undefined && value !== ''));
  const problems = [...unknownKeys(given), ...missingKeys(given)];
  const parsed = settings.safeParse(given);
  if (!parsed.success) {
    const bad = new Set(parsed.error.issues.map((issue) => issue.path[0] as SettingKey));
    throw new ConfigError([...problems, ...[...bad].map((key) => mustBe(key, given[key]))]);
  }
  const values = parsed.data;
  const blockedWords = readWords(values.DRUMROLL_BLOCKED_WORDS);
  if (!blockedWords) problems.push(mustBe('DRUMROLL_BLOCKED_WORDS', values.DRUMROLL_BLOCKED_WORDS));
  problems.push(...webhookProblems(values));
  if (problems.length > 0 || !blockedWords) throw new ConfigError(problems);

  const demo = values.NODE_ENV !== 'production';
  const host = values.HOST ?? (demo ? '127.0.0.1' : '0.0.0.0');
  return deepFreeze({
    port: values.PORT,
    host,
    transport: values.TRANSPORT,
    demo,
    localHostsOnly: demo && values.HOST === undefined,
    dataDir: resolve(values.DRUMROLL_DATA_DIR),
    redisUrl: values.REDIS_URL ?? null,
    ledgerDurability: values.DRUMROLL_LEDGER_DURABILITY,
    secret: values.DRUMROLL_SECRET ?? null,
    origins: values.DRUMROLL_ORIGINS,
    proxyHops: values.DRUMROLL_PROXY_HOPS,
    metricsToken: values.DRUMROLL_METRICS_TOKEN ?? null,
    logLevel: values.DRUMROLL_LOG_LEVEL,
    maxConnections: values.DRUMROLL_MAX_CONNECTIONS,
    bodyLimitBytes: values.DRUMROLL_BODY_LIMIT_BYTES,
    bodyTimeoutMs: values.DRUMROLL_BODY_TIMEOUT_MS,
    webhooks: {
      url: values.DRUMROLL_WEBHOOK_URL ?? null,
      secrets: splitList(values.DRUMROLL_WEBHOOK_SECRET ?? ''),
      privateToo: values.DRUMROLL_WEBHOOK_PRIVATE === 'true',
    },
    limits: {
      chatLinesPerSecond: values.DRUMROLL_CHAT_LINES_PER_SECOND,
      chatMaxLength: values.DRUMROLL_CHAT_MAX_LENGTH,
      blockedWords,
      maxMessagesPerSecond: values.DRUMROLL_MAX_MESSAGES_PER_SECOND,
      staleKillMs: values.DRUMROLL_STALE_KILL_MS,
    },
    settings: { ...values, HOST: host },
  });
}

/** The configuration in force as `KEY=value` lines under what each key is for; secrets show only that they are set. */
export function printConfig(config: Config): string {
  return settingKeys
    .map((key) => {
      const value = config.settings[key];
      const shown = secretKeys.has(key) && value !== undefined ? '[redacted]' : String(value ?? '');
      return `# ${settings.shape[key].description}\n${key}=${shown}\n`;
    })
    .join('\n');
}

function unknownKeys(given: Environment): string[] {
  return Object.keys(given)
    .filter((key) => key.startsWith(ownPrefix) && !Object.hasOwn(settings.shape, key))
    .map((key) => {
      const meant = nearest(key, ownKeys);
      return `${key} is not a known setting${meant ? `; did you mean ${meant}?` : '. "npm start -- --print-config" lists them all.'}`;
    });
}

/** Demo mode makes a secret of its own; tokens of a production server must outlive its data folder. */
function missingKeys(given: Environment): string[] {
  if (given['NODE_ENV'] !== 'production' || given['DRUMROLL_SECRET'] !== undefined) return [];
  return [`DRUMROLL_SECRET is not set, but production needs it: ${allowed('DRUMROLL_SECRET')}.`];
}

/** What only shows when the settings of webhooks are seen together. */
function webhookProblems(values: Settings): string[] {
  const { NODE_ENV, DRUMROLL_WEBHOOK_URL: url, DRUMROLL_WEBHOOK_SECRET: secret, DRUMROLL_WEBHOOK_PRIVATE } = values;
  if (url === undefined) return [];
  const refusal = urlRefusal(url, { demo: NODE_ENV !== 'production', privateToo: DRUMROLL_WEBHOOK_PRIVATE === 'true' });
  if (refusal) return [`DRUMROLL_WEBHOOK_URL will not do: ${refusal.message}`];
  return secret === undefined
    ? [`DRUMROLL_WEBHOOK_SECRET is not set, but DRUMROLL_WEBHOOK_URL needs it: ${allowed('DRUMROLL_WEBHOOK_SECRET')}.`]
    : [];
}

function mustBe(key: SettingKey, value: string | undefined): string {
  const shown = secretKeys.has(key) ? `set (${value?.length} characters, not shown)` : JSON.stringify(value);
  return `${key} is ${shown}, but must be ${allowed(key)}.`;
}

/** The sentence that stands at the innermost schema, under defaults and optionals. */
function allowed(key: SettingKey): string {
  let schema: unknown = settings.shape[key];
  while (isWrapper(schema)) schema = schema.unwrap();
  const { meta } = schema as { meta: () => { allowed?: string } | undefined };
  return meta()?.allowed ?? '';
}

function isWrapper(schema: unknown): schema is { unwrap: () => unknown } {
  return typeof schema === 'object' && schema !== null && 'unwrap' in schema;
}

/** Null when the file cannot be read. */
function readWords(list: string): string[] | null {
  try {
    const text = list.startsWith('@') ? readFileSync(list.slice(1), 'utf8') : list;
    return splitList(text.toLowerCase());
  } catch {
    return null;
  }
}

function deepFreeze<T extends object>(value: T): Readonly<T> {
  for (const inner of Object.values(value)) if (typeof inner === 'object' && inner !== null) deepFreeze(inner);
  return Object.freeze(value);
}
