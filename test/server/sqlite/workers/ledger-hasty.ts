/** Planted bug: acknowledges turns whose transaction is committed only with every twentieth of them. */
import { bendStatements } from '../bend-statements.ts';
import { serveBentLedger } from './serve-bent-ledger.ts';

let turns = 0;
serveBentLedger({
  database: (db) =>
    bendStatements(db, (sql) => (sql === 'COMMIT' && ++turns % 20 !== 0 ? { changes: 0, lastInsertRowid: 0 } : undefined)),
});
