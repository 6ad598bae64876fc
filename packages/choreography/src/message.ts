import { createHash, randomBytes } from 'node:crypto';
import type { Static } from 'typebox';
import { type Contract, checkOf } from './contract.js';
import { Undecodable } from './errors.js';

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
}
/** A message and the stream that it is to be added to. */
export interface Outgoing<Data = unknown> {
  readonly stream: string;
  readonly message: Message<Data>;
  /** When it is to stand on the stream, if not at once. */
  readonly notBefore?: Date;
}

/** A UUIDv7 (RFC 9562): its first 48 bits are the time, so ids sort by when they were made. */
export const newId = (now = Date.now(), random = randomBytes(10)): string => {
  const bytes = Buffer.alloc(16);
  bytes.writeUIntBE(now, 0, 6);
  random.copy(bytes, 6);
  return asUuid(bytes, 7);
};

/** The same inputs give the same id (a UUIDv8): what a repeated reaction says is recognised as said before. */
export const derivedId = (...parts: readonly (string | number)[]): string =>
  asUuid(createHash('sha256').update(parts.join('\n')).digest().subarray(0, 16), 8);

const asUuid = (bytes: Buffer, version: number) => {
  bytes.writeUInt8((bytes.readUInt8(6) & 0x0f) | (version << 4), 6);
  bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8);
  const hex = bytes.toString('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
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
  return {
    id,
    source,
    type: contract.type,
    version: contract.version,
    subject: subjectOf(contract, data) ?? id,
    time: time.toISOString(),
    correlationId: cause?.correlationId ?? id,
    ...(cause?.causationId !== undefined && { causationId: cause.causationId }),
    ...(traceparent !== undefined && { traceparent }),
    ...(replyTo !== undefined && { replyTo }),
    ...(deadline !== undefined && { deadline: deadline.toISOString() }),
    data,
  };
};

const subjectOf = (contract: Contract, data: unknown): string | undefined => {
  if (contract.subject === undefined || typeof data !== 'object' || data === null) return undefined;
  const subject: unknown = Reflect.get(data, contract.subject);
  return typeof subject === 'string' && subject !== '' ? subject : undefined;
};

/** What follows from a message belongs to its flow, and is caused by it. */
export const causedBy = (message: Message): Cause => ({
  correlationId: message.correlationId,
  causationId: message.id,
  ...(message.traceparent !== undefined && { traceparent: message.traceparent }),
});

/** The JSON of the message in CloudEvents' structured mode, with attribute names as CloudEvents wants them. */
export const encode = (message: Message): string => {
  const { version, correlationId, causationId, replyTo, data, ...attributes } = message;
  return JSON.stringify({
    specversion: '1.0',
    ...attributes,
    dataversion: version,
    correlationid: correlationId,
    causationid: causationId,
    replyto: replyTo,
    data,
  });
};

/** Reads what `encode` wrote. Throws `Undecodable`; whether the data fit is for the contract to say. */
export const decode = (json: string): Message => {
  const event = parse(json);
  const text = (name: string) => {
    const value = event[name];
    if (typeof value === 'string' && value !== '') return value;
    throw new Undecodable(`its attribute "${name}" is missing or no text`);
  };
  const optional = (name: string) => (event[name] === undefined ? undefined : text(name));
  if (event.specversion !== '1.0') throw new Undecodable('it is not a CloudEvents 1.0 event');
  const version = event.dataversion;
  if (typeof version !== 'number')
    throw new Undecodable('its attribute "dataversion" is missing or no number');
  const id = text('id');
  const causationId = optional('causationid');
  const traceparent = optional('traceparent');
  const replyTo = optional('replyto');
  const deadline = optional('deadline');
  return {
    id,
    source: text('source'),
    type: text('type'),
    version,
    subject: optional('subject') ?? id,
    time: text('time'),
    correlationId: optional('correlationid') ?? id,
    data: event.data,
    ...(causationId !== undefined && { causationId }),
    ...(traceparent !== undefined && { traceparent }),
    ...(replyTo !== undefined && { replyTo }),
    ...(deadline !== undefined && { deadline }),
  };
};

const parse = (json: string): Record<string, unknown> => {
  let value: unknown;
  try {
    value = JSON.parse(json);
  } catch (cause) {
    throw new Undecodable('it is not JSON', { cause });
  }
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return { ...value };
  throw new Undecodable('it is not a JSON object');
};
