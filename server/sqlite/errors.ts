/** Why a store could not be opened, each with what to do about it; and how SQLite's own codes read in our words. */
import type { Failure, OpenTrouble, StoreTrouble } from './turns.ts';

/** The server cannot start on this file. */
export class StoreError extends Error {
  readonly file: string;

  constructor(file: string, message: string) {
    super(message);
    this.name = new.target.name;
    this.file = file;
  }
}

export class StoreLockedError extends StoreError {
  constructor(file: string) {
    super(
      file,
      `${file} is in use by another process. Stop that process, or give this one its own folder with DRUMROLL_DATA_DIR.`,
    );
  }
}

export class StoreNewerError extends StoreError {
  constructor(file: string, detail: string) {
    super(
      file,
      `${file} was written by a newer version of Drumroll (${detail}). Start that version, or use another folder with DRUMROLL_DATA_DIR.`,
    );
  }
}

export class StoreCorruptError extends StoreError {
  constructor(file: string, detail: string) {
    super(
      file,
      `${file} is damaged or not a Drumroll store (${detail}). Nothing was changed. Move it and its -wal file away together, then restore a copy or start anew.`,
    );
  }
}

export class StoreUnusableError extends StoreError {
  constructor(file: string, detail: string) {
    super(
      file,
      `${file} cannot be opened (${detail}). Check that the folder exists, is writable by this user and has free space.`,
    );
  }
}

/** Builds the error of a trouble that was reported by the worker. */
export function openError(file: string, trouble: OpenTrouble, detail: string): StoreError {
  switch (trouble) {
    case 'locked':
      return new StoreLockedError(file);
    case 'newer':
      return new StoreNewerError(file, detail);
    case 'corrupt':
      return new StoreCorruptError(file, detail);
    case 'unusable':
      return new StoreUnusableError(file, detail);
  }
}

/** An opening that failed for a reason we found ourselves, inside the worker. */
export class OpenFailure extends Error {
  readonly trouble: OpenTrouble;

  constructor(trouble: OpenTrouble, detail: string) {
    super(detail);
    this.name = 'OpenFailure';
    this.trouble = trouble;
  }
}

// Primary result codes: https://www.sqlite.org/rescode.html
const sqlite = { busy: 5, locked: 6, corrupt: 11, full: 13, tooBig: 18, constraint: 19, notADatabase: 26 } as const;

/** What an error met while opening means. */
export function openTroubleOf(error: unknown): OpenTrouble {
  if (error instanceof OpenFailure) return error.trouble;
  const code = primaryCode(error);
  if (code === sqlite.busy || code === sqlite.locked) return 'locked';
  if (code === sqlite.corrupt || code === sqlite.notADatabase) return 'corrupt';
  return 'unusable';
}

/** What an error met while writing or reading means. */
function troubleOf(error: unknown): StoreTrouble {
  const code = primaryCode(error);
  if (code === sqlite.full) return 'full';
  if (code === sqlite.tooBig) return 'too-large';
  if (code === sqlite.constraint) return 'bad-entry';
  return 'failed';
}

/** Whether SQLite said it, and not a mistake of ours. */
export function isFromDisk(error: unknown): boolean {
  return primaryCode(error) !== null;
}

export function failureOf(error: unknown): Failure {
  return { trouble: troubleOf(error), detail: textOf(error) };
}

export function textOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

function primaryCode(error: unknown): number | null {
  if (!(error instanceof Error) || !('errcode' in error) || typeof error.errcode !== 'number') return null;
  return error.errcode & 0xff;
}
