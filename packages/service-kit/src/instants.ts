/**
 * The instant that an RFC 3339 time names; an invalid Date for any other text. A leap second, of which Date knows nothing, is
 * the second after it, as in POSIX.
 */
export const instantOf = (time: string): Date => {
  const [, minute, rest] = /^(.{16}):60(.*)$/.exec(time) ?? [];
  return minute === undefined ? new Date(time) : new Date(Date.parse(`${minute}:59${rest}`) + 1_000);
};
