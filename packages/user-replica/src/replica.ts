import { nicknameKey, User } from '@obey/contracts';
import Type from 'typebox';
import { Compile } from 'typebox/compile';

/** What a service may keep of a user, besides the id and the version, which it always keeps. */
export type ReplicaField = Exclude<keyof User, 'userId' | 'version'>;

/** The copy of a user: the fields that the service asked for, and nothing else. */
export type Replica<F extends ReplicaField> = Pick<User, 'userId' | 'version' | F>;

/** By what auth confirmed a replica: it told of the user, or answered a question. */
export type Source = 'event' | 'answer';

/** When and by what. `at` in ms since 1970: auth is known to have had the user like this then, or later. */
export interface Confirmation {
  readonly source: Source;
  readonly at: number;
}

/** A replica, and its last confirmation. */
export interface Copy<F extends ReplicaField> extends Confirmation {
  readonly replica: Replica<F>;
}

/** How a service's replica is cut out of a user, and how a copy of it is stored. */
export interface ReplicaForm<F extends ReplicaField> {
  /** Names the fields kept; replicas of another form are not readable by this one. */
  readonly name: string;
  keeps(field: ReplicaField): boolean;
  select(user: User): Replica<F>;
  /** The `nicknameKey` of the user; empty where the service keeps no nicknames. */
  keyOf(replica: Replica<F>): string;
  write(copy: Copy<F>): string;
  /** Undefined where the text is not a copy of this form. */
  read(json: string): Copy<F> | undefined;
}

/** The form of a replica with these fields. */
export const replicaForm = <F extends ReplicaField>(fields: readonly F[]): ReplicaForm<F> => {
  const kept = [...fields].sort();
  const name = kept.join(',');
  const names = ['userId' as const, 'version' as const, ...kept];
  const Shape = Type.Pick(User, names);
  const replicas = Compile(Shape);
  const isReplica = (value: unknown): value is Replica<F> => replicas.Check(value);
  const Source = Type.Union([Type.Literal('event'), Type.Literal('answer')]);
  const copies = Compile(Type.Object({ source: Source, at: Type.Number(), replica: Shape }));
  const isCopy = (value: unknown): value is Copy<F> => copies.Check(value);
  const keyOf = (replica: Replica<F>) => {
    const nickname: unknown = Reflect.get(replica, 'nickname');
    return typeof nickname === 'string' ? nicknameKey(nickname) : '';
  };
  return {
    name,
    keeps: (field) => names.some((other) => other === field),
    select: (user) => {
      const replica: unknown = Object.fromEntries(names.map((name) => [name, user[name]]));
      if (isReplica(replica)) return replica;
      throw new TypeError(`The user ${user.userId} has no ${names.join(', ')} of the declared types`);
    },
    keyOf,
    write: (copy) => JSON.stringify({ form: name, name: keyOf(copy.replica), ...copy }),
    read: (json) => {
      const value: unknown = JSON.parse(json);
      if (!isCopy(value)) return undefined;
      const { replica, source, at } = value;
      return { replica, source, at };
    },
  };
};

/** The one of two that is of a later version; of the same version, that confirmed later. */
export const newer = <F extends ReplicaField>(known: Copy<F> | undefined, incoming: Copy<F>): Copy<F> => {
  if (known === undefined) return incoming;
  const later = incoming.replica.version - known.replica.version || incoming.at - known.at;
  return later > 0 ? incoming : known;
};
