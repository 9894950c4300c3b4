/** The built pages and their assets, read into memory once: a request is a look-up, so no path can leave the folder. */
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { extname, join, relative, sep } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { HttpRequest, HttpResponse } from './http.ts';
import { pageHeaders } from './security-headers.ts';

export interface Pages {
  /** Null when there is no such file. */
  find(path: string): StaticFile | null;
  readonly count: number;
}

export interface StaticFile {
  /** What metrics call it. */
  label: '/' | '/panel' | '/overlay' | '/checkout' | '/assets/*';
  respond(request: HttpRequest): HttpResponse;
}

/** The pages' addresses, and where the build puts them. */
const entries: Record<string, StaticFile['label']> = {
  'viewer/index.html': '/',
  'panel/index.html': '/panel',
  'overlay/index.html': '/overlay',
  'checkout/index.html': '/checkout',
};

const types: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.webmanifest': 'application/manifest+json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.jpg': 'image/jpeg',
  '.webp': 'image/webp',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.mp3': 'audio/mpeg',
  '.txt': 'text/plain; charset=utf-8',
};

const compressible = /^(?:text\/|application\/|image\/svg)/;
const worthCompressingBytes = 1024;

export interface PagesOptions {
  /** Origins that may show the pages in a frame. */
  embedders: readonly string[];
  /** Pages that are not served here: the demo shop is nobody's outside a demo. */
  without?: readonly StaticFile['label'][];
}

/** Reads a build from `folder`; an absent folder gives no pages. */
export function loadPages(folder: string, { embedders, without = [] }: PagesOptions): Pages {
  const headers = pageHeaders(embedders);
  const files = new Map<string, StaticFile>();
  for (const name of listFiles(folder)) {
    const label = entries[name];
    if (label && without.includes(label)) continue;
    const file = makeFile(readFileSync(join(folder, name)), {
      label: label ?? '/assets/*',
      type: types[extname(name)] ?? 'application/octet-stream',
      headers: label ? headers : {},
      // What the build names by its content never changes under that name.
      cache: name.startsWith('assets/') ? 'public, max-age=31536000, immutable' : 'no-cache',
    });
    files.set(label ?? `/${name}`, file);
  }
  return { find: (path) => files.get(path) ?? null, count: files.size };
}

/** Relative names with forward slashes; what begins with a dot is the build's own. */
function listFiles(folder: string): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).split(sep).join('/'))
    .filter((name) => !/(?:^|\/)\./.test(name));
}

interface FileOptions {
  label: StaticFile['label'];
  type: string;
  headers: Record<string, string>;
  cache: string;
}

function makeFile(content: Uint8Array, { label, type, headers, cache }: FileOptions): StaticFile {
  const gzipped = content.length >= worthCompressingBytes && compressible.test(type) ? gzipSync(content, { level: 9 }) : null;
  const etag = `"${createHash('sha256').update(content).digest('base64url').slice(0, 22)}"`;
  const common = { ...headers, 'cache-control': cache, etag, vary: 'accept-encoding, origin' };

  return {
    label,
    respond: ({ headers: asked }) => {
      if (matches(asked['if-none-match'], etag)) return { status: 304, headers: common, body: '' };
      const zip = gzipped !== null && acceptsGzip(asked['accept-encoding']);
      const full = { ...common, 'content-type': type, ...(zip && { 'content-encoding': 'gzip' }) };
      return { status: 200, headers: full, body: zip ? gzipped : content };
    },
  };
}

/** A weak match: a proxy that re-compresses may have weakened the tag. */
function matches(wanted: string | undefined, etag: string): boolean {
  if (wanted === undefined) return false;
  return wanted.split(',').some((tag) => tag.trim() === '*' || tag.trim().replace(/^W\//, '') === etag);
}

function acceptsGzip(header: string | undefined): boolean {
  return (header ?? '').split(',').some((entry) => /^\s*gzip\s*(?:;\s*q=(?!0(?:\.0*)?\s*$).*)?$/i.test(entry));
}
