/** Lets a test come between a store and its statements. */
import type { DatabaseSync, StatementSync } from 'node:sqlite';

type Method = 'run' | 'iterate';

/** `before` hears of every run and every reading of a statement prepared from now on; it may throw, or return what takes its place. */
export function bendStatements(db: DatabaseSync, before: (sql: string, method: Method) => object | void): void {
  const prepare = db.prepare.bind(db);
  db.prepare = (sql) => {
    const real = prepare(sql);
    const bent = (method: Method) => {
      const call = real[method].bind(real) as (...values: unknown[]) => object;
      return (...values: unknown[]) => before(sql, method) ?? call(...values);
    };
    const own: Partial<Record<string, unknown>> = { run: bent('run'), iterate: bent('iterate') };
    return new Proxy(real, {
      get: (_, name: keyof StatementSync) => own[name] ?? (real[name] as () => unknown).bind(real),
    });
  };
}
