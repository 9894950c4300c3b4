/** Knows the uWebSockets.js binaries that were looked at, and lets no other be loaded. */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/**
 * SHA-256 of each binary of uws-pack 20.0.8 for Node 22 (ABI 127), which repacks the official ones.
 * A new version of the package needs new lines here, after a look at what changed.
 */
const known: Readonly<Record<string, string>> = {
  uws_darwin_arm64_127: 'abbeea53d48e21c01808203e9f9835728f2cea720d2e5b154837ee3045b513be',
  uws_darwin_x64_127: 'afd992dc1ca1e33cdc7ce0c72a60baf236e590a257fcecbbbce7bc1a35451387',
  uws_linux_arm_127: '0e1d4024b629a1fe17ec76cde8fe7e320101eb8bdcf7b2c4086933932e3cea23',
  uws_linux_arm64_127: 'd4c4f8b2c28c5f6544b49e36d91b0beee238a5b90a07904a947f77061c8b814d',
  uws_linux_x64_127: '8cabc918bbf9a07323e54f89a33882491080b2eb35df0607f473ccdb1f3c31af',
  uws_win32_x64_127: '585d6ee2dbfc750b1d5a59e6ceaef8a977e90ef3e298a82821d58b41cd72a8c0',
};

export interface Machine {
  platform: string;
  arch: string;
  /** The Node ABI, as in `process.versions.modules`. */
  abi: string;
}

/** What was found: a binary that is safe to load, or none for this machine. A binary that differs from the list throws. */
export type UwsBinary = { kind: 'verified'; file: string } | { kind: 'none'; reason: string };

export const thisMachine: Machine = { platform: process.platform, arch: process.arch, abi: process.versions.modules };

export function verifyUwsBinary(machine: Machine = thisMachine, folder: string = installedFolder()): UwsBinary {
  const name = `uws_${machine.platform}_${machine.arch}_${machine.abi}`;
  const wanted = known[name];
  if (!wanted)
    return { kind: 'none', reason: `no known binary for ${machine.platform} ${machine.arch}, Node ABI ${machine.abi}` };
  const file = join(folder, `${name}.node`);
  const found = sha256Of(file);
  if (found === null) return { kind: 'none', reason: `${file} is missing` };
  if (found === wanted) return { kind: 'verified', file };
  throw new Error(
    `${file} is not the binary that was checked (SHA-256 ${found}, expected ${wanted}). It was not loaded. ` +
      'Install the dependencies again, or start with TRANSPORT=ws.',
  );
}

function installedFolder(): string {
  return fileURLToPath(new URL('bin', import.meta.resolve('uws-pack')));
}

function sha256Of(file: string): string | null {
  try {
    return createHash('sha256').update(readFileSync(file)).digest('hex');
  } catch {
    return null;
  }
}
