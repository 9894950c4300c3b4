/** What this device or tab remembers; where the browser forbids it (a frame on another site), the page remembers alone. */

export interface Shelf {
  get: (name: string) => string | null;
  set: (name: string, value: string) => void;
  drop: (name: string) => void;
}

function shelf(find: () => Storage): Shelf {
  const own = new Map<string, string>();
  const use = <T>(theirs: (storage: Storage) => T, ours: () => T): T => {
    try {
      return theirs(find());
    } catch {
      return ours();
    }
  };
  return {
    get: (name) =>
      use(
        (storage) => storage.getItem(name),
        () => own.get(name) ?? null,
      ),
    set: (name, value) =>
      use<unknown>(
        (storage) => storage.setItem(name, value),
        () => own.set(name, value),
      ),
    drop: (name) =>
      use<unknown>(
        (storage) => storage.removeItem(name),
        () => own.delete(name),
      ),
  };
}

/** For as long as this tab lives. */
export const tabShelf = shelf(() => sessionStorage);
/** Until it is cleared. */
export const deviceShelf = shelf(() => localStorage);
