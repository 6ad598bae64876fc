import { Undecodable } from './errors.js';
import { isObject } from './is-object.js';
import type { Message } from './message.js';

/** The JSON of the message in CloudEvents' structured mode, with attribute names as CloudEvents wants them. */
export const encode = (message: Message): string =>
  JSON.stringify({
    specversion: '1.0',
    id: message.id,
    source: message.source,
    type: message.type,
    subject: message.subject,
    time: message.time,
    dataversion: message.version,
    correlationid: message.correlationId,
    causationid: message.causationId,
    traceparent: message.traceparent,
    replyto: message.replyTo,
    deadline: message.deadline,
    replayed: message.replayed,
    data: message.data,
  });

type Writable<T> = { -readonly [K in keyof T]: T[K] };

/** Reads what `encode` wrote. Throws `Undecodable`; whether the data fit is for the contract to say. */
export const decode = (json: string): Message => {
  const event = parse(json);
  if (event.specversion !== '1.0') throw new Undecodable('it is not a CloudEvents 1.0 event');
  const { id, source, type, dataversion, time, subject, correlationid } = event;
  if (typeof dataversion !== 'number')
    throw new Undecodable('its attribute "dataversion" is missing or no number');
  const message: Writable<Message> = {
    id: text(id, 'id'),
    source: text(source, 'source'),
    type: text(type, 'type'),
    version: dataversion,
    subject: text(subject ?? id, 'subject'),
    time: text(time, 'time'),
    correlationId: text(correlationid ?? id, 'correlationid'),
    data: event.data,
  };
  const { causationid, traceparent, replyto, deadline } = event;
  if (causationid !== undefined) message.causationId = text(causationid, 'causationid');
  if (traceparent !== undefined) message.traceparent = text(traceparent, 'traceparent');
  if (replyto !== undefined) message.replyTo = text(replyto, 'replyto');
  if (deadline !== undefined) message.deadline = text(deadline, 'deadline');
  if (event.replayed === true) message.replayed = true;
  return message;
};

const text = (value: unknown, name: string): string => {
  if (typeof value === 'string' && value !== '') return value;
  throw new Undecodable(`its attribute "${name}" is missing or no text`);
};

const parse = (json: string): Record<string, unknown> => {
  let value: unknown;
  try {
    value = JSON.parse(json);
  } catch (cause) {
    throw new Undecodable('it is not JSON', { cause });
  }
  if (isObject(value)) return value;
  throw new Undecodable('it is not a JSON object');
};
