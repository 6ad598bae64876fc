import { isDeepStrictEqual } from 'node:util';
import type { Message } from '@obey/choreography';
import { type AnyDeclared, messages } from '@obey/contracts';
import { isUuid, mask, masked, secrets } from '@obey/contracts/masking';
import { peopleIn } from './people.js';

/** Where a message stood: the key of its stream, and its entry there as text that sorts. */
export interface Where {
  readonly stream: string;
  readonly entry: string;
}

/** One message as it is kept, under its own id. Nothing of it changes later, but for what is masked in an erasure. */
export interface Archived extends Where {
  readonly _id: string;
  readonly type: string;
  readonly version: number;
  /** The service that said it. */
  readonly source: string;
  readonly subject: string;
  /** When it was said, as it stands there, and to be sorted by. */
  readonly time: string;
  readonly said: Date;
  readonly correlationId: string;
  readonly causationId?: string;
  readonly traceparent?: string;
  readonly replyTo?: string;
  readonly deadline?: string;
  /** JSON. */
  readonly data: string;
  /** Users whom it names, by ids and by keys of addresses. */
  readonly people: readonly string[];
  readonly heardAt: Date;
  /** Where it stood once more, said again under the same id. */
  readonly again?: readonly string[];
  /** Those of `again` in which something else stood. */
  readonly differing?: readonly string[];
  /** Users in whose erasure it was masked. */
  readonly erased?: readonly string[];
}

const byType = new Map<string, AnyDeclared>(messages.map((message) => [message.type, message]));
const byName = new Map(messages.map(({ name, type }) => [name, type]));

/** The declaration of just this version; undefined where nobody here knows it. */
export const declarationOf = (type: string, version: number): AnyDeclared | undefined => {
  const known = byType.get(type);
  return known?.version === version ? known : undefined;
};

/** `AuthUserChanged` is a name for `auth.user.changed`. */
export const typeOf = (typeOrName: string): string => byName.get(typeOrName) ?? typeOrName;

/** The message as it is kept: its secrets are masked before anything else is done with it. */
export const recordOf = (message: Message, where: Where, now: Date): Archived => {
  const declared = declarationOf(message.type, message.version);
  const { id, type, version, source, time, correlationId } = message;
  const { causationId, traceparent, replyTo, deadline } = message;
  const data = mask(declared?.data, message.data, secrets);
  const said = new Date(time);
  return {
    _id: id,
    type,
    version,
    source,
    subject: declared || isUuid(message.subject) ? message.subject : masked,
    time,
    said: Number.isNaN(said.getTime()) ? now : said,
    correlationId,
    ...(causationId !== undefined && { causationId }),
    ...(traceparent !== undefined && { traceparent }),
    ...(replyTo !== undefined && { replyTo }),
    ...(deadline !== undefined && { deadline }),
    data: JSON.stringify(data) ?? 'null',
    people: peopleIn(declared?.data, declared ? message.subject : '', data),
    heardAt: now,
    ...where,
  };
};

/** The message as it stood, but for what was masked. */
export const messageOf = (record: Archived): Message => {
  const { _id: id, type, version, source, subject, time, correlationId } = record;
  const { causationId, traceparent, replyTo, deadline } = record;
  return {
    id,
    type,
    version,
    source,
    subject,
    time,
    correlationId,
    ...(causationId !== undefined && { causationId }),
    ...(traceparent !== undefined && { traceparent }),
    ...(replyTo !== undefined && { replyTo }),
    ...(deadline !== undefined && { deadline }),
    data: dataOf(record),
  };
};

export const dataOf = ({ data }: Pick<Archived, 'data'>): unknown => JSON.parse(data);

// Not the time and the trace: a reaction that is repeated says its messages again, under their ids, at another time.
const identifying = ['type', 'version', 'source', 'subject', 'correlationId', 'causationId'] as const;

/** In what a message that came under the id of one that is kept is another. Data that were masked in an erasure cannot tell. */
export const differencesOf = (kept: Archived, other: Archived): string[] => {
  const attributes = identifying.filter((name) => kept[name] !== other[name]);
  const isErased = (kept.erased ?? []).length > 0;
  return isErased || isDeepStrictEqual(dataOf(kept), dataOf(other)) ? attributes : [...attributes, 'data'];
};
