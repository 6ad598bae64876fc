import { User } from '@obey/contracts';
import Type from 'typebox';
import { Compile } from 'typebox/compile';

/** What a service may keep of a user, besides the id and the version, which it always keeps. */
export type ReplicaField = Exclude<keyof User, 'userId' | 'version'>;

/** The copy of a user: the fields that the service asked for, and nothing else. */
export type Replica<F extends ReplicaField> = Pick<User, 'userId' | 'version' | F>;

/** How a service's replica is cut out of a user, and read back from where it was stored. */
export interface ReplicaForm<F extends ReplicaField> {
  /** Names the fields kept; replicas of another form are not readable by this one. */
  readonly name: string;
  select(user: User): Replica<F>;
  /** Undefined where the text is not a replica of this form. */
  parse(json: string): Replica<F> | undefined;
}

/** The form of a replica with these fields. */
export const replicaForm = <F extends ReplicaField>(fields: readonly F[]): ReplicaForm<F> => {
  const names = ['userId' as const, 'version' as const, ...[...fields].sort()];
  const validator = Compile(Type.Pick(User, names));
  const isReplica = (value: unknown): value is Replica<F> => validator.Check(value);
  return {
    name: names.join(','),
    select: (user) => {
      const replica: unknown = Object.fromEntries(names.map((name) => [name, user[name]]));
      if (isReplica(replica)) return replica;
      throw new TypeError(`The user ${user.userId} has no ${names.join(', ')} of the declared types`);
    },
    parse: (json) => {
      const value: unknown = JSON.parse(json);
      return isReplica(value) ? value : undefined;
    },
  };
};

/** The one of two that is not older; where neither is, the first. */
export const newer = <R extends { readonly version: number }>(known: R | undefined, incoming: R): R =>
  known !== undefined && known.version >= incoming.version ? known : incoming;
