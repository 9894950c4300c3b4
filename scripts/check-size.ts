/** Weighs what each page's first load needs, gzipped, and fails above the page's limit. Run it after a build. */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';

/** Kilobytes of 1000 bytes; `early` names what the page loads by `import()` without being asked to. */
const pages = [
  { page: 'viewer', limitKb: 100, early: ['kit/sdk.ts', 'viewer/video/canvas-source.ts'] },
  { page: 'overlay', limitKb: 75, early: ['kit/sdk.ts'] },
  { page: 'panel', limitKb: 160, early: ['kit/sdk.ts'] },
  { page: 'checkout', limitKb: 35, early: [] },
] as const;

interface Chunk {
  file: string;
  imports?: string[];
  css?: string[];
}
export type Manifest = Readonly<Record<string, Chunk>>;

export interface Weight {
  page: string;
  limitBytes: number;
  files: { file: string; bytes: number }[];
  bytes: number;
}

/** Every file that the named chunks bring with them: themselves, what they import, and their style sheets. */
export function firstLoadFiles(manifest: Manifest, names: readonly string[]): string[] {
  const files = new Set<string>();
  const visit = (name: string): void => {
    const chunk = manifest[name];
    if (!chunk) throw new Error(`the build has no ${name}`);
    if (files.has(chunk.file)) return;
    files.add(chunk.file);
    for (const css of chunk.css ?? []) files.add(css);
    for (const next of chunk.imports ?? []) visit(next);
  };
  for (const name of names) visit(name);
  return [...files];
}

/** The weight of each page in a build's folder. */
export function weigh(folder: string): Weight[] {
  const manifest = JSON.parse(readFileSync(`${folder}/.vite/manifest.json`, 'utf8')) as Manifest;
  return pages.map(({ page, limitKb, early }) => {
    const html = `${page}/index.html`;
    const files = [html, ...firstLoadFiles(manifest, [html, ...early])].map((file) => ({
      file,
      bytes: gzipSync(readFileSync(`${folder}/${file}`), { level: 9 }).length,
    }));
    return { page, limitBytes: limitKb * 1000, files, bytes: files.reduce((sum, { bytes }) => sum + bytes, 0) };
  });
}

function table(weights: readonly Weight[]): string {
  return weights
    .flatMap(({ page, limitBytes, files, bytes }) => [
      `${page}: ${kb(bytes).trim()} of ${limitBytes / 1000} kB${bytes > limitBytes ? '  TOO HEAVY' : ''}`,
      ...files.toSorted((a, b) => b.bytes - a.bytes).map((file) => `${kb(file.bytes)}  ${file.file}`),
    ])
    .join('\n');
}

function kb(bytes: number): string {
  return `${(bytes / 1000).toFixed(1).padStart(7)} kB`;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const weights = weigh(fileURLToPath(new URL('../dist/web', import.meta.url)));
  console.log(table(weights));
  if (weights.some(({ bytes, limitBytes }) => bytes > limitBytes)) process.exitCode = 1;
}
