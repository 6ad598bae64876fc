import type { Static, TSchema } from 'typebox';
import { Compile } from 'typebox/compile';
import { ContractBroken } from './errors.js';

/** A notification tells a fact to whoever listens; a command or a request is for one service. */
export type Kind = 'notification' | 'command' | 'request';

/**
 * A message as it is declared: plain data. All messages of one `owner` and `kind` share a stream, and so
 * must agree on `partitions`. `subject` names the field of `data` whose order matters.
 */
export interface Contract<
  K extends Kind = Kind,
  Data extends TSchema = TSchema,
  Answer extends TSchema | undefined = TSchema | undefined,
> {
  readonly name: string;
  readonly kind: K;
  readonly owner: string;
  readonly type: string;
  readonly version: number;
  readonly partitions: number;
  readonly subject: string | undefined;
  readonly data: Data;
  readonly answer: Answer;
}

export type Notification<Data extends TSchema = TSchema> = Contract<'notification', Data>;
export type Command<Data extends TSchema = TSchema> = Contract<'command', Data>;
export type Request<Data extends TSchema = TSchema, Answer extends TSchema = TSchema> = Contract<
  'request',
  Data,
  Answer
>;

type Checked<S extends TSchema> = (value: unknown) => asserts value is Static<S>;

const compiled = new WeakMap<TSchema, ReturnType<typeof Compile>>();

const validatorOf = (schema: TSchema) => {
  const known = compiled.get(schema);
  if (known) return known;
  const made = Compile(schema);
  compiled.set(schema, made);
  return made;
};

/** Compiles a schema once; the check throws `ContractBroken`, which names the message and the bad fields. */
export const checkOf = <S extends TSchema>(messageType: string, schema: S): Checked<S> => {
  const validator = validatorOf(schema);
  return (value) => {
    if (validator.Check(value)) return;
    const faults = validator
      .Errors(value)
      .map(({ instancePath, message }) => `${instancePath || '/'} ${message}`);
    throw new ContractBroken(messageType, faults);
  };
};
