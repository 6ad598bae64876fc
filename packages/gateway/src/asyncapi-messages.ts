import type { AnyDeclared } from '@obey/contracts';

/** The name of the message that answers a request. */
export const answerName = ({ name }: Pick<AnyDeclared, 'name'>): string => `${name}Answer`;

const text = { type: 'string' };

/** What every message has: the attributes of CloudEvents 1.0, and ours beside them. */
export const envelope = {
  type: 'object',
  title: 'CloudEvent',
  required: ['specversion', 'id', 'source', 'type', 'time', 'dataversion', 'data'],
  properties: {
    specversion: { const: '1.0' },
    id: { ...text, description: 'The same for what was said twice' },
    source: { ...text, description: 'The service that says it' },
    type: text,
    subject: { ...text, description: 'What it is about: messages of one subject are handled in order' },
    time: { ...text, format: 'date-time' },
    dataversion: { type: 'integer', minimum: 1 },
    correlationid: { ...text, description: 'The same for all that follows from one request' },
    causationid: { ...text, description: 'The id of the message that this one follows from' },
    traceparent: { ...text, description: 'W3C Trace Context' },
    replyto: { ...text, description: 'Requests: the stream that waits for the answer' },
    deadline: { ...text, format: 'date-time', description: 'Requests: until when' },
  },
};

const of: Readonly<Record<AnyDeclared['kind'], (owner: string) => string>> = {
  notification: (owner) => `A fact that ${owner} tells`,
  command: (owner) => `A command to ${owner}`,
  request: (owner) => `A request to ${owner}`,
};

/** Every declared message, and the answer to every request, by name. */
export const messagesOf = (messages: readonly AnyDeclared[]) =>
  Object.fromEntries(
    messages.flatMap((message) => {
      const { kind, owner, data, answer, type, subject } = message;
      const summary = `${of[kind](owner)}${subject === undefined ? '' : `; its subject is \`${subject}\``}`;
      const own = [message.name, messageOf(message, { name: message.name, type, summary, data })] as const;
      if (answer === undefined) return [own];
      const reply = { type: 'object', properties: { data: answer, error: text } };
      const name = answerName(message);
      const answering = { name, type: `${type}.answer`, summary: `The answer to ${type}`, data: reply };
      return [own, [name, messageOf(message, answering)]];
    }),
  );

interface Shown {
  readonly name: string;
  readonly type: string;
  readonly summary: string;
  readonly data: object;
}

const messageOf = ({ owner, version }: AnyDeclared, { name, type, summary, data }: Shown) => ({
  name,
  title: name,
  summary,
  contentType: 'application/cloudevents+json',
  tags: [{ name: owner }],
  payload: {
    allOf: [
      { $ref: '#/components/schemas/CloudEvent' },
      { type: 'object', properties: { type: { const: type }, dataversion: { const: version }, data } },
    ],
  },
});
