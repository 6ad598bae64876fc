const parts = (id: string): readonly [number, number] => {
  const dash = id.indexOf('-');
  return [Number(id.slice(0, dash)), Number(id.slice(dash + 1))];
};

/** Negative where the first id comes before the second on a stream. */
export const compareIds = (a: string, b: string): number => {
  const [aMs, aCount] = parts(a);
  const [bMs, bCount] = parts(b);
  return aMs - bMs || aCount - bCount;
};

/** An id that comes after this one: the time now, or where that stands still, the next count. */
export const idAfter = (last: string): string => {
  const [ms, count] = parts(last);
  const now = Date.now();
  return now > ms ? `${now}-0` : `${ms}-${count + 1}`;
};

/** The id that comes just before this one. */
export const entryBefore = (id: string): string => {
  const [ms, count] = parts(id);
  return count > 0 ? `${ms}-${count - 1}` : idBefore(new Date(ms));
};

/** The last id before this time. */
export const idBefore = (time: Date): string => `${Math.max(1, time.getTime()) - 1}-18446744073709551615`;

/** When the entry was added: its id begins with the time of Redis. */
export const timeOfEntry = (id: string): Date => new Date(parts(id)[0]);
