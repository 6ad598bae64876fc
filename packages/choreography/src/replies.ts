/** A stream entry as Redis gives it: its id and the JSON of its message, if it has any. */
export interface RawEntry {
  readonly id: string;
  readonly json: string | undefined;
}

/** Reads the reply of XRANGE: `[[id, [field, value, …]], …]`. */
export const entriesOf = (reply: unknown): RawEntry[] =>
  listOf(reply).map((entry) => {
    const [id, fields] = listOf(entry);
    const json = listOf(fields)[1];
    return { id: String(id), json: typeof json === 'string' ? json : undefined };
  });

/** Reads the reply of XREAD or XREADGROUP: `[[stream, entries], …]`, or nil when there is nothing. */
export const streamsIn = (reply: unknown): { key: string; entries: RawEntry[] }[] =>
  listOf(reply).map((stream) => {
    const [key, entries] = listOf(stream);
    return { key: String(key), entries: entriesOf(entries) };
  });

/** Reads the long reply of XPENDING: `[[id, consumer, idle, deliveries], …]`. */
export const pendingOf = (reply: unknown): { id: string; deliveries: number }[] =>
  listOf(reply).map((pending) => {
    const [id, , , deliveries] = listOf(pending);
    return { id: String(id), deliveries: Number(deliveries) };
  });

/** A Redis list as an array; nil is empty. */
export const listOf = (reply: unknown): readonly unknown[] => (Array.isArray(reply) ? reply : []);
