import { failure } from './errors.js';
import type { Request } from './request.js';
import { type Doc, decode, encode, isDoc } from './values.js';

const OP_REPLY = 1;
const OP_QUERY = 2004;
const OP_MSG = 2013;
const MORE_TO_COME = 2;
const CHECKSUM_PRESENT = 1;
/** The largest message MongoDB takes. */
export const MAX_MESSAGE = 48_000_000;

/** One message of a client; `reply` is false when it asked for none. */
export type Message = { id: number; kind: 'msg' | 'query'; reply: boolean; request: Request };

/** Splits a stream of bytes into whole messages; keeps the rest for the next call. */
export function createFramer(): (chunk: Buffer) => Buffer[] {
  let chunks: Buffer[] = [];
  let held = 0;
  let wanted = 4;
  return (chunk) => {
    chunks.push(chunk);
    held += chunk.length;
    if (held < wanted) return [];
    let bytes = chunks.length === 1 ? chunk : Buffer.concat(chunks);
    const frames: Buffer[] = [];
    wanted = 4;
    while (bytes.length >= 4) {
      const size = bytes.readInt32LE(0);
      if (size < 16 || size > MAX_MESSAGE)
        throw failure('BadValue', `a message of ${size} bytes is not MongoDB's wire protocol`);
      wanted = size;
      if (bytes.length < size) break;
      frames.push(bytes.subarray(0, size));
      bytes = bytes.subarray(size);
      wanted = 4;
    }
    chunks = [bytes];
    held = bytes.length;
    return frames;
  };
}

/** Reads one framed message; OP_QUERY only as the handshake uses it. */
export function readMessage(frame: Buffer): Message {
  const id = frame.readInt32LE(4);
  const opcode = frame.readInt32LE(12);
  if (opcode === OP_MSG && frame.length >= 21) return readMsg(id, frame);
  if (opcode === OP_QUERY) return readQuery(id, frame);
  throw failure('BadValue', `opcode ${opcode} is not supported: use OP_MSG`);
}

function readMsg(id: number, frame: Buffer): Message {
  const flags = frame.readUInt32LE(16);
  const end = frame.length - (flags & CHECKSUM_PRESENT ? 4 : 0);
  const sequences = new Map<string, Buffer[]>();
  let body: Doc | undefined;
  let at = 20;
  while (at < end) {
    const kind = frame[at];
    const size = at + 5 <= end ? frame.readInt32LE(at + 1) : 0;
    if (size < 5 || at + 1 + size > end) throw failure('InvalidBSON', 'a section of an OP_MSG is cut off');
    const section = frame.subarray(at + 1, at + 1 + size);
    if (kind === 0) body = decode(section);
    else if (kind === 1) readSequence(section, sequences);
    else throw failure('BadValue', `OP_MSG section of kind ${kind} is not supported`);
    at += 1 + size;
  }
  if (!body) throw failure('BadValue', 'an OP_MSG without a body section');
  return { id, kind: 'msg', reply: (flags & MORE_TO_COME) === 0, request: requestOf(body, sequences) };
}

function readSequence(section: Buffer, sequences: Map<string, Buffer[]>): void {
  const nameEnd = section.indexOf(0, 4);
  const documents: Buffer[] = [];
  for (let at = nameEnd + 1; at < section.length; ) {
    const size = section.readInt32LE(at);
    if (size < 5 || at + size > section.length)
      throw failure('InvalidBSON', 'a document sequence is cut off');
    documents.push(section.subarray(at, at + size));
    at += size;
  }
  sequences.set(section.toString('utf8', 4, nameEnd), documents);
}

function readQuery(id: number, frame: Buffer): Message {
  const nameEnd = frame.indexOf(0, 20);
  const at = nameEnd + 9;
  if (nameEnd < 0 || at + 4 > frame.length) throw failure('InvalidBSON', 'an OP_QUERY is cut off');
  const namespace = frame.toString('utf8', 20, nameEnd);
  const body = decode(frame.subarray(at, at + frame.readInt32LE(at)));
  const inner = isDoc(body.$query) ? body.$query : body;
  const request = requestOf({ ...inner, $db: namespace.slice(0, namespace.indexOf('.')) }, new Map());
  return { id, kind: 'query', reply: true, request };
}

function requestOf(body: Doc, sequences: Map<string, Buffer[]>): Request {
  const [command] = Object.keys(body);
  if (command === undefined) throw failure('FailedToParse', 'an empty command document');
  if (typeof body.$db !== 'string') throw failure(40571, 'OP_MSG requests require a $db argument');
  return { command, database: body.$db, body, sequences };
}

/** A reply in the form the message came in. */
export function writeReply(message: Pick<Message, 'id' | 'kind'>, reply: Doc | Buffer, id: number): Buffer {
  const body = Buffer.isBuffer(reply) ? reply : encode(reply);
  const head = Buffer.alloc(message.kind === 'msg' ? 21 : 36);
  head.writeInt32LE(head.length + body.length, 0);
  head.writeInt32LE(id, 4);
  head.writeInt32LE(message.id, 8);
  head.writeInt32LE(message.kind === 'msg' ? OP_MSG : OP_REPLY, 12);
  if (message.kind === 'query') {
    head.writeInt32LE(8, 16);
    head.writeInt32LE(1, 32);
  }
  return Buffer.concat([head, body]);
}
