import { checkVersion, type IfMatch } from '@obey/service-kit';

interface Changing<T, Change> {
  /** Reads what is to be changed, and refuses who may not. */
  readonly read: () => Promise<T>;
  readonly ifMatch: IfMatch | undefined;
  /** The change that follows from what is there; undefined where there is nothing to change. */
  readonly decide: (before: T) => Promise<Change | undefined> | Change | undefined;
  /** Writes it, if what is there is still of the version before, raises that, and gives it as it is then. */
  readonly write: (before: T, change: Change) => Promise<T | null>;
}

/**
 * Changes something from the version that was read to the next; if somebody else changed it meanwhile, reads and
 * decides again. Gives it as it is then. Refuses with 'precondition-failed' what If-Match does not name.
 */
export const changeVersioned = async <T extends { readonly version: number }, Change>({
  read,
  ifMatch,
  decide,
  write,
}: Changing<T, Change>): Promise<T> => {
  for (;;) {
    const before = await read();
    checkVersion(ifMatch, before.version);
    const change = await decide(before);
    if (change === undefined) return before;
    const after = await write(before, change);
    if (after !== null) return after;
  }
};
