import { createHash, randomFillSync } from 'node:crypto';
import type { Static } from 'typebox';
import { type Contract, checkOf } from './contract.js';
import { Misdeclared } from './errors.js';
import { isObject } from './is-object.js';

/** What a message follows from: the flow that it belongs to, and the message that caused it. */
export interface Cause {
  readonly correlationId: string;
  readonly causationId?: string;
  /** W3C Trace Context: the span in which the message was said. */
  readonly traceparent?: string;
}

/** One message: a CloudEvents 1.0 event. `time` is RFC 3339 UTC. */
export interface Message<Data = unknown> extends Cause {
  readonly id: string;
  readonly source: string;
  readonly type: string;
  readonly version: number;
  readonly subject: string;
  readonly time: string;
  readonly data: Data;
  /** Requests only: the stream that waits for the answer, and until when (RFC 3339). */
  readonly replyTo?: string;
  readonly deadline?: string;
  /** It was said long ago, and what followed from it too: it is only played again. */
  readonly replayed?: boolean;
}
/** A message and the stream that it is to be added to. */
export interface Outgoing<Data = unknown> {
  readonly stream: string;
  readonly message: Message<Data>;
  /** When it is to stand on the stream, if not at once. */
  readonly notBefore?: Date;
}

/** Random bytes are fetched by the thousand: asking the system for each id would be a quarter of its cost. */
const pool = Buffer.alloc(10 * 512);
let taken = pool.length;

const tenRandomBytes = (): Buffer => {
  if (taken === pool.length) {
    randomFillSync(pool);
    taken = 0;
  }
  taken += 10;
  return pool.subarray(taken - 10, taken);
};

/** A UUIDv7 (RFC 9562): its first 48 bits are the time, so ids sort by when they were made. */
export const newId = (now = Date.now(), random = tenRandomBytes()): string => {
  const time = now.toString(16).padStart(12, '0');
  const rest = random.toString('hex');
  return asUuid(`${time}${rest}`, '7');
};

/** The same inputs give the same id (a UUIDv8): what a repeated reaction says is recognised as said before. */
export const derivedId = (...parts: readonly (string | number)[]): string =>
  asUuid(createHash('sha256').update(parts.join('\n')).digest('hex'), '8');

/** Of 32 hexadecimal digits; version and variant take the place of two of them. */
const asUuid = (hex: string, version: '7' | '8') => {
  const variant = ((Number.parseInt(hex.charAt(16), 16) & 0x3) | 0x8).toString(16);
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${version}${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
};

interface Composition {
  source: string;
  cause?: Cause | undefined;
  /** Of the span in which it is said; without it, that of the cause is passed on. */
  traceparent?: string | undefined;
  id?: string;
  time?: Date;
  replyTo?: string;
  deadline?: Date;
}

/**
 * A message of this contract. Throws `ContractBroken` where the data do not fit. Without a cause it begins
 * a flow of its own. Without a declared subject, the message's id is its subject.
 */
export const compose = <C extends Contract>(
  contract: C,
  data: Static<C['data']>,
  {
    source,
    cause,
    traceparent = cause?.traceparent,
    id = newId(),
    time = new Date(),
    replyTo,
    deadline,
  }: Composition,
): Message<Static<C['data']>> => {
  const check: (value: unknown) => asserts value is Static<C['data']> = checkOf(contract.type, contract.data);
  check(data);
  const message: Writable<Message<Static<C['data']>>> = {
    id,
    source,
    type: contract.type,
    version: contract.version,
    subject: subjectOf(contract, data) ?? id,
    time: time.toISOString(),
    correlationId: cause?.correlationId ?? id,
    data,
  };
  if (cause?.causationId !== undefined) message.causationId = cause.causationId;
  if (traceparent !== undefined) message.traceparent = traceparent;
  if (replyTo !== undefined) message.replyTo = replyTo;
  if (deadline !== undefined) message.deadline = deadline.toISOString();
  return message;
};

type Writable<T> = { -readonly [K in keyof T]: T[K] };

const known = new WeakSet<Contract>();

/** A subject that the schema does not have would silently give up the order. */
const requireSubject = (contract: Contract) => {
  if (known.has(contract)) return;
  const { name, subject, data } = contract;
  const properties: unknown = 'properties' in data ? data.properties : undefined;
  if (subject !== undefined && isObject(properties) && !(subject in properties))
    throw new Misdeclared(`${name} declares the subject "${subject}", which its data do not have`);
  known.add(contract);
};

const subjectOf = (contract: Contract, data: unknown): string | undefined => {
  if (contract.subject === undefined || typeof data !== 'object' || data === null) return undefined;
  requireSubject(contract);
  const subject: unknown = Reflect.get(data, contract.subject);
  if (typeof subject === 'number') return String(subject);
  return typeof subject === 'string' && subject !== '' ? subject : undefined;
};

/** What follows from a message belongs to its flow, and is caused by it. */
export const causedBy = (message: Message): Cause => ({
  correlationId: message.correlationId,
  causationId: message.id,
  ...(message.traceparent !== undefined && { traceparent: message.traceparent }),
});
