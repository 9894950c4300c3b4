/** Builds the pages: one entry each, hashed assets, nothing inline, so that a strict CSP holds. */
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { preact } from '@preact/preset-vite';
import { defineConfig } from 'vite';
import { slimSdk } from './slim-sdk.ts';

const root = fileURLToPath(new URL('.', import.meta.url));
const pages = ['viewer', 'panel', 'overlay', 'checkout'];
const entries = pages.map((page) => [page, `${root}${page}/index.html`] as const).filter(([, file]) => existsSync(file));

export default defineConfig({
  root,
  base: '/',
  plugins: [preact(), slimSdk()],
  build: {
    outDir: `${root}../dist/web`,
    emptyOutDir: true,
    target: 'es2022',
    manifest: true,
    assetsDir: 'assets',
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rolldownOptions: { input: Object.fromEntries(entries) },
  },
});
