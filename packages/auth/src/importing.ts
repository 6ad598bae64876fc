import { createRuntime, Unreachable } from '@obey/choreography';
import { AuthUserChanged, nicknameKey } from '@obey/contracts';
import { type ImportOutcome, sourceKey } from '@obey/service-kit';
import type { Db } from 'mongodb';
import { decideUser, namedBy, type Taken, type UserRecord, valuesOf } from './imported-users.js';
import { isDuplicate, openUsers } from './store.js';
import { publicUser, type StoredUser, withRights } from './users.js';

export { readUserRecord, type UserRecord } from './imported-users.js';

interface Place {
  /** The database of auth. */
  readonly db: Db;
  /** URL of the streams. */
  readonly redis: string;
  /** The name of what is imported. */
  readonly source: string;
  /** Gives up waiting for the streams. */
  readonly signal?: AbortSignal;
}

/** Others write too: each attempt after the first means that somebody took a name or an address meanwhile. */
const attempts = 10;

/** So many users are told of side by side: services that run can follow that. */
const lanes = 16;

/** And so many before it is looked whether Redis still takes it: each would wait for seconds. */
const atOnce = 4 * lanes;

/**
 * The door of auth for users of another forum. It may be open while auth runs, and more than once; whoever is added is told
 * of by `AuthUserChanged`, in the write that adds them.
 */
export const openUserImport = async ({ db, redis, source, signal }: Place) => {
  // What auth declares of itself, and how long its messages are kept, is for the instances that run to say.
  const retention = { keepMs: Number.MAX_SAFE_INTEGER };
  const runtime = await createRuntime({ service: 'auth', redis, retention, ...(signal && { signal }) });
  const users = await openUsers(db);
  const outbox = await runtime.outbox(users);

  const lookUp = async (records: readonly UserRecord[]) => {
    const values = records.map((record) => valuesOf(record, source));
    const keys = [...values.map(({ key }) => key), ...records.flatMap((record) => namedBy(record, source))];
    const projection = { 'outbox.told': 0, 'outbox.messages': 0 };
    const found = await Promise.all([
      users.find({ 'imported.key': { $in: keys } }, { projection }).toArray(),
      users.find({ email: { $in: values.map(({ email }) => email) } }, { projection }).toArray(),
      users.find({ nicknameKey: { $in: values.map((one) => one.nicknameKey) } }, { projection }).toArray(),
      users.find({ nicknameLook: { $in: values.map((one) => one.nicknameLook) } }, { projection }).toArray(),
    ]);
    const there = found.flat();
    const taken: Taken = {
      imported: new Map(
        there.flatMap(({ _id, imported }) =>
          imported ? [[imported.key, { id: _id, digest: imported.digest }]] : [],
        ),
      ),
      emails: new Set(there.map(({ email }) => email)),
      nicknameKeys: new Set(there.map((user) => user.nicknameKey)),
      nicknameLooks: new Set(there.flatMap((user) => user.nicknameLook ?? [])),
    };
    return { taken, untold: there.filter((user) => user.outbox?.dueAt).map(({ _id }) => _id) };
  };

  const held = (user: StoredUser, now: Date) => {
    const told = publicUser(withRights(user, { roles: [] }), now);
    return { ...user, ...outbox.hold([runtime.compose(AuthUserChanged, told)]) };
  };

  const tell = async (ids: readonly string[]) => {
    for (let from = 0; from < ids.length; from += atOnce) {
      for (const [at, id] of ids.slice(from, from + atOnce).entries())
        outbox.relay(id, `import ${at % lanes}`);
      await outbox.settled();
      if (!runtime.healthy()) throw new Unreachable('Redis');
    }
  };

  return {
    /**
     * Adds those who are not there yet, and gives what became of each, in their order. Resolves when they are stored and told
     * of. Doing it again changes nothing. Throws `Unreachable` while Redis is away, and what MongoDB throws; those who are stored by
     * then are told of when they are added again, or by auth.
     */
    add: async (records: readonly UserRecord[]): Promise<ImportOutcome[]> => {
      const tried = new Set<string>();
      for (let attempt = 1; ; attempt += 1) {
        const now = new Date();
        const { taken, untold } = await lookUp(records);
        const decided = records.map((record) => decideUser(record, source, taken, now));
        const made = decided.flatMap(({ user }) => user ?? []);
        try {
          if (made.length > 0)
            await users.insertMany(
              made.map((user) => held(user, now)),
              { ordered: false },
            );
        } catch (error) {
          if (!isDuplicate(error) || attempt === attempts) throw error;
          for (const { _id } of made) tried.add(_id);
          continue;
        }
        await tell([...untold, ...made.map(({ _id }) => _id)]);
        return decided.map(({ outcome }) =>
          outcome.kind === 'present' && tried.has(outcome.id) ? { ...outcome, kind: 'added' } : outcome,
        );
      }
    },

    /** The ids that these users of the source have here, by their ids there. */
    idsOf: async (ids: readonly string[]): Promise<Map<string, string>> => {
      const keys = new Map(ids.map((id) => [sourceKey({ source, kind: 'user', id }), id]));
      const found = users.find(
        { 'imported.key': { $in: [...keys.keys()] } },
        { projection: { imported: 1 } },
      );
      const all = await found.toArray();
      return new Map(all.map(({ _id, imported }) => [keys.get(imported?.key ?? '') ?? '', _id]));
    },

    /** The ids of those who are called so, by the nicknames as given. */
    named: async (nicknames: readonly string[]): Promise<Map<string, string>> => {
      const keys = nicknames.map(nicknameKey);
      const found = users.find({ nicknameKey: { $in: keys } }, { projection: { nicknameKey: 1 } });
      const byKey = new Map((await found.toArray()).map((user) => [user.nicknameKey, user._id]));
      return new Map(
        nicknames.flatMap((nickname, at) => {
          const id = byKey.get(keys[at] ?? '');
          return id === undefined ? [] : [[nickname, id]];
        }),
      );
    },

    close: () => runtime.stop({ drainMs: 30_000 }),
  };
};

export type UserImport = Awaited<ReturnType<typeof openUserImport>>;
