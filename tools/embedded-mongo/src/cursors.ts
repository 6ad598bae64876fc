import { Long } from 'bson';
import { failure } from './errors.js';
import { encode } from './values.js';

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
    throw failure('CursorNotFound', `cursor id ${id} not found`);
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

/** The reply of find, aggregate and getMore, with the documents' bytes laid in as they are stored. */
function cursorReply(name: 'firstBatch' | 'nextBatch', documents: Buffer[], id: Long, ns: string): Buffer {
  const envelope = encode({ cursor: { [name]: [], id, ns }, ok: 1 });
  const bytes = documents.reduce((sum, raw, at) => sum + raw.length + 2 + String(at).length, 0);
  const reply = Buffer.allocUnsafe(envelope.length + bytes);
  const batch = CURSOR + 4 + 1 + name.length + 1;
  envelope.copy(reply, 0, 0, batch);
  for (const length of [0, CURSOR]) reply.writeInt32LE(envelope.readInt32LE(length) + bytes, length);
  let at = reply.writeInt32LE(bytes + 5, batch);
  for (const [index, raw] of documents.entries()) {
    at = reply.writeUInt8(EMBEDDED_DOCUMENT, at);
    at += reply.write(`${index}\0`, at, 'latin1');
    at += raw.copy(reply, at);
  }
  envelope.copy(reply, at, batch + 4);
  return reply;
}

/** Where the length of the cursor begins: after the reply's own length, and the type and name of the field. */
const CURSOR = 4 + 1 + 'cursor'.length + 1;
const EMBEDDED_DOCUMENT = 3;
