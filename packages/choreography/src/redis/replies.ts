import type { PendingEntry, RawEntry } from '../transport.js';

/** Reads the reply of XRANGE: `[[id, [field, value, …]], …]`. */
export const entriesOf = (reply: unknown): RawEntry[] =>
  listOf(reply).map((entry) => {
    const [id, fields] = listOf(entry);
    const [, json, , onlyFor] = listOf(fields);
    return {
      id: String(id),
      json: typeof json === 'string' ? json : undefined,
      ...(typeof onlyFor === 'string' && { onlyFor }),
    };
  });

/** Reads a flat list of entries: `[id, JSON, group that it is only for or '', id, …]`. */
export const flatEntriesOf = (reply: unknown): RawEntry[] => {
  const list = listOf(reply);
  const entries: RawEntry[] = [];
  for (let at = 0; at < list.length; at += 3) {
    const [id, json, onlyFor] = [list[at], list[at + 1], list[at + 2]];
    if (onlyFor === '') entries.push({ id: String(id), json: String(json) });
    else entries.push({ id: String(id), json: String(json), onlyFor: String(onlyFor) });
  }
  return entries;
};

/** Reads the reply of XREAD or XREADGROUP: `[[stream, entries], …]`, or nil when there is nothing. */
export const streamsIn = (reply: unknown): { stream: string; entries: RawEntry[] }[] =>
  listOf(reply).map((one) => {
    const [stream, entries] = listOf(one);
    return { stream: String(stream), entries: entriesOf(entries) };
  });

/** Reads the long reply of XPENDING: `[[id, consumer, idle, deliveries], …]`. */
export const pendingOf = (reply: unknown): PendingEntry[] =>
  listOf(reply).map((pending) => {
    const [id, , idleMs, deliveries] = listOf(pending);
    return { id: String(id), deliveries: Number(deliveries), idleMs: Number(idleMs) };
  });

/** Reads a list of names and values, as XINFO gives them. */
export const fieldsOf = (reply: unknown): Map<string, unknown> => {
  const list = listOf(reply);
  const fields = new Map<string, unknown>();
  for (let at = 0; at + 1 < list.length; at += 2) fields.set(String(list[at]), list[at + 1]);
  return fields;
};

/** A Redis list as an array; nil is empty. */
export const listOf = (reply: unknown): readonly unknown[] => (Array.isArray(reply) ? reply : []);
