import { Long } from 'bson';
import { CommandError } from './errors.js';

const MAX_BATCH_BYTES = 16 * 1024 * 1024 - 16 * 1024;
const IDLE_MS = 10 * 60_000;

type Cursor = { namespace: string; rest: Iterator<Buffer>; held: Buffer | undefined; lastUsed: number };

/** Open cursors by id; one that nobody asks for ten minutes is closed, as in MongoDB. */
export type Cursors = {
  /** The reply to a query: its first batch, and a cursor id unless that was all. */
  open: (namespace: string, documents: Iterable<Buffer>, batchSize: number, single?: boolean) => Buffer;
  more: (namespace: string, id: Long, batchSize: number) => Buffer;
  kill: (namespace: string, id: Long) => boolean;
  sweep: (now: number) => void;
};

export function createCursors(now: () => number): Cursors {
  const cursors = new Map<string, Cursor>();
  let last = Math.floor(Math.random() * 2 ** 31);

  function batch(cursor: Cursor, size: number): { documents: Buffer[]; done: boolean } {
    const documents: Buffer[] = [];
    let bytes = 0;
    for (;;) {
      if (documents.length >= size) return { documents, done: false };
      const next = cursor.held ?? cursor.rest.next().value;
      cursor.held = undefined;
      if (!next) return { documents, done: true };
      if (documents.length > 0 && bytes + next.length > MAX_BATCH_BYTES) {
        cursor.held = next;
        return { documents, done: false };
      }
      documents.push(next);
      bytes += next.length;
    }
  }

  function find(namespace: string, id: Long): Cursor {
    const cursor = cursors.get(id.toString());
    if (cursor?.namespace === namespace) return cursor;
    throw new CommandError(43, 'CursorNotFound', `cursor id ${id} not found`);
  }

  return {
    open: (namespace, documents, batchSize, single = false) => {
      const cursor = { namespace, rest: documents[Symbol.iterator](), held: undefined, lastUsed: now() };
      const first = batch(cursor, batchSize);
      if (first.done || single) return cursorReply('firstBatch', first.documents, Long.ZERO, namespace);
      last += 1;
      const id = Long.fromNumber(last);
      cursors.set(id.toString(), cursor);
      return cursorReply('firstBatch', first.documents, id, namespace);
    },
    more: (namespace, id, batchSize) => {
      const cursor = find(namespace, id);
      cursor.lastUsed = now();
      try {
        const next = batch(cursor, batchSize);
        if (next.done) cursors.delete(id.toString());
        return cursorReply('nextBatch', next.documents, next.done ? Long.ZERO : id, namespace);
      } catch (error) {
        cursors.delete(id.toString());
        throw error;
      }
    },
    kill: (namespace, id) =>
      cursors.get(id.toString())?.namespace === namespace && cursors.delete(id.toString()),
    sweep: (time) => {
      for (const [id, cursor] of cursors) if (time - cursor.lastUsed > IDLE_MS) cursors.delete(id);
    },
  };
}

function sized(content: Buffer[]): Buffer {
  const head = Buffer.allocUnsafe(4);
  const bytes = content.reduce((sum, part) => sum + part.length, 5);
  head.writeInt32LE(bytes);
  return Buffer.concat([head, ...content, Buffer.from([0])], bytes);
}

const field = (type: number, name: string) => Buffer.from(`${String.fromCharCode(type)}${name}\0`, 'latin1');

/** The reply of find, aggregate and getMore, with the documents' bytes laid in as they are stored. */
function cursorReply(
  name: 'firstBatch' | 'nextBatch',
  documents: Buffer[],
  id: Long,
  namespace: string,
): Buffer {
  const text = Buffer.from(`${namespace}\0`);
  const length = Buffer.allocUnsafe(4);
  length.writeInt32LE(text.length);
  const one = Buffer.allocUnsafe(8);
  one.writeDoubleLE(1);
  const batch = sized(documents.flatMap((raw, at) => [field(3, String(at)), raw]));
  const cursor = sized([
    field(4, name),
    batch,
    field(18, 'id'),
    Buffer.from(id.toBytesLE()),
    field(2, 'ns'),
    length,
    text,
  ]);
  return sized([field(3, 'cursor'), cursor, field(1, 'ok'), one]);
}
