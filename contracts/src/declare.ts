import type { Static, TSchema } from 'typebox';

/** notification: a past-tense fact; command: asks one service to act; request: asks one service to answer. */
export type Kind = 'notification' | 'command' | 'request';

/** One message as declared: plain data, from which streams, checks and documents are derived. */
export interface Declared<
  K extends Kind,
  Data extends TSchema,
  Answer extends TSchema | undefined = undefined,
> {
  readonly name: string;
  readonly kind: K;
  /** The service that says it (notification) or that it is addressed to (command, request). */
  readonly owner: string;
  /** CloudEvents `type`: the name in dotted lower case (`AuthUserChanged` → `auth.user.changed`). */
  readonly type: string;
  readonly version: number;
  readonly partitions: number;
  /** The field of `data` whose order matters; without it each message stands alone. */
  readonly subject: string | undefined;
  readonly data: Data;
  readonly answer: Answer;
}

interface Details<Data extends TSchema> {
  version?: number;
  subject?: keyof Static<Data> & string;
  data: Data;
}

/**
 * The declarations of one owner. All messages of one owner and kind share a stream, and so its number of
 * partitions (default 8). Changing that number changes where a subject stands: do it on drained streams only.
 */
export const owner = (name: string, { partitions = 8 }: { partitions?: number } = {}) => {
  const declare = <K extends Kind, D extends TSchema, A extends TSchema | undefined>(
    kind: K,
    messageName: string,
    { version = 1, subject, data }: Details<D>,
    answer: A,
  ): Declared<K, D, A> => {
    const type = dotted(messageName);
    if (!type.startsWith(`${name}.`))
      throw new TypeError(`${messageName} must begin with the name of its owner, ${name}`);
    return { name: messageName, kind, owner: name, type, version, partitions, subject, data, answer };
  };
  return {
    notification: <D extends TSchema>(messageName: string, details: Details<D>) =>
      declare('notification', messageName, details, undefined),
    command: <D extends TSchema>(messageName: string, details: Details<D>) =>
      declare('command', messageName, details, undefined),
    request: <D extends TSchema, A extends TSchema>(
      messageName: string,
      { answer, ...details }: Details<D> & { answer: A },
    ) => declare('request', messageName, details, answer),
  };
};

const dotted = (name: string) =>
  name
    .split(/(?=[A-Z])/)
    .map((word) => word.toLowerCase())
    .join('.');

/** Any declared message, whatever its kind and schemas. */
export type AnyDeclared = Declared<Kind, TSchema, TSchema | undefined>;
