/** Writes the reference pages that follow from the code: errors, metrics, configuration. `--check` only compares. */
import { readFileSync, writeFileSync } from 'node:fs';
import { errorsPage, metricsPage, settingsPage } from './reference-pages.ts';

const pages = { 'docs/errors.md': errorsPage(), 'docs/metrics.md': metricsPage(), 'docs/configuration.md': settingsPage() };

const stale = Object.entries(pages).filter(([file, text]) => readOrEmpty(file) !== text);
if (process.argv.includes('--check')) {
  for (const [file] of stale) console.error(`${file} is not what the code says; run: npm run docs`);
  process.exitCode = stale.length > 0 ? 1 : 0;
} else for (const [file, text] of stale) writeFileSync(file, text);

function readOrEmpty(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}
