/** Which folder may import what: needs point down, `web, loadtest → shared ← rooms ← server`. */

export interface FolderRule {
  /** The longest folder that a file is in decides. */
  folder: string;
  /** Folders and files of ours that it may import. */
  may: readonly string[];
  /** The same, for types alone. */
  mayTypes?: readonly string[];
  /** Packages that it may import, with what is below them; absent means any. */
  packages?: readonly string[];
  /** What to tell whoever breaks it. */
  sentence: string;
}

export const folderRules: readonly FolderRule[] = [
  {
    folder: 'shared/games',
    may: ['shared/games', 'shared/game-kit', 'shared/ids.ts'],
    packages: ['zod'],
    sentence: 'a game imports the game kit, ids and zod only',
  },
  {
    folder: 'shared/game-kit',
    may: ['shared'],
    packages: ['zod', '@colyseus/schema', '@noble/hashes'],
    sentence: 'the game kit imports shared, zod, hashes and the schema only',
  },
  {
    folder: 'shared/state',
    may: ['shared'],
    packages: ['zod', '@colyseus/schema'],
    sentence: 'the synced state imports shared, zod and the schema only',
  },
  {
    folder: 'shared',
    may: ['shared'],
    packages: ['zod', '@noble/hashes'],
    sentence: 'shared runs anywhere: it imports shared and zod only',
  },
  {
    folder: 'rooms',
    may: ['rooms', 'shared'],
    packages: ['zod', '@colyseus/core', '@colyseus/schema'],
    sentence: 'rooms import shared and the room library only; tools come in from the server as services',
  },
  { folder: 'server', may: ['server', 'rooms', 'shared'], sentence: 'the server imports rooms and shared' },
  {
    folder: 'web',
    may: ['web', 'shared'],
    mayTypes: ['rooms'],
    packages: ['preact', '@preact/signals', 'tinykeys', 'uqr', '@colyseus/sdk', '@colyseus/schema'],
    sentence: 'pages import shared, browser packages, and only types from rooms',
  },
  {
    folder: 'web/vite.config.ts',
    may: ['web/slim-sdk.ts'],
    sentence: 'the build of the pages imports its own parts and packages',
  },
  { folder: 'web/slim-sdk.ts', may: [], sentence: 'a part of the build imports packages only' },
  { folder: 'loadtest', may: ['loadtest', 'shared'], sentence: 'the load tester is a client: it imports shared only' },
  {
    folder: 'loadtest/bench',
    may: ['loadtest', 'server', 'rooms', 'shared'],
    sentence: 'a bench measures parts on their own: it imports what it measures',
  },
  {
    folder: 'scripts',
    may: ['scripts', 'server', 'rooms', 'shared'],
    sentence: 'scripts import the server and what is below it',
  },
  {
    folder: 'scripts/screenshots.ts',
    may: ['scripts', 'shared', 'test/support'],
    sentence: 'the pictures are taken with the hands of the browser tests',
  },
  {
    folder: 'scripts/picture-battle.ts',
    may: ['scripts', 'shared', 'test/support'],
    sentence: 'the pictures are taken with the hands of the browser tests',
  },
  {
    folder: 'scripts/nightly-sale-crash.ts',
    may: ['scripts', 'shared', 'test/support'],
    sentence: 'the nightly crashes are those of the tests, more of them',
  },
];

/** Who may read the environment: everybody else gets it as configuration. */
export const environmentReaders: readonly RegExp[] = [
  /^server\/(?:config|main)\.ts$/,
  /^scripts\//,
  /^loadtest\/(?:main|bench\/[^/]+)\.ts$/,
  /^web\/vite\.config\.ts$/,
];

/** Where time and luck arrive as arguments. */
export const pureFolders: readonly string[] = ['shared/games', 'shared/game-kit', 'shared/state', 'shared/protocol'];
export const impure = /\b(?:Math\.random|Date\.now|new Date\(|performance\.now|setTimeout|setInterval|fetch)\b/;
