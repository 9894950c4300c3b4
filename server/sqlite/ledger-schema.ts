/** The ledger's file: who it is, and its lines, which are only ever added. */
import type { Schema } from './schema.ts';

const steps: readonly string[] = [
  // Born with the file: a ledger that begins anew, empty, has another name, and nobody takes it for the old one.
  `CREATE TABLE about (
     generation TEXT NOT NULL
   ) STRICT;
   INSERT INTO about (generation) VALUES (lower(hex(randomblob(16))));

   CREATE TABLE lines (
     position INTEGER PRIMARY KEY,
     show TEXT NOT NULL,
     sale TEXT NOT NULL,
     seq INTEGER NOT NULL,
     kind TEXT NOT NULL,
     body TEXT NOT NULL,
     UNIQUE (show, sale, seq)
   ) STRICT;
   CREATE TRIGGER lines_are_not_changed BEFORE UPDATE ON lines BEGIN
     SELECT RAISE(ABORT, 'a line of the ledger is never changed');
   END;
   CREATE TRIGGER lines_are_not_taken_away BEFORE DELETE ON lines BEGIN
     SELECT RAISE(ABORT, 'a line of the ledger is never taken away');
   END;`,
];

// 'DruL' in ASCII.
export const ledgerSchema: Schema = { applicationId: 0x4472754c, steps };
