import { Unreachable } from '@obey/choreography';
import { until } from '@obey/test-servers';
import test, { type ExecutionContext } from 'ava';
import { openUserImport, type UserRecord } from '../src/importing.js';
import { startForum } from './forum.js';

const forum = await startForum();

test.after.always(() => forum.stop());

const record = (id: string, changes: Partial<UserRecord> = {}): UserRecord => ({
  id,
  nickname: `Member ${id}`,
  email: `member-${id}@example.org`,
  createdAt: '2015-03-01T10:00:00+01:00',
  ...changes,
});

const open = async (t: ExecutionContext, source: string) => {
  const users = await openUserImport({ db: forum.db, redis: forum.server.url, source });
  t.teardown(() => users.close());
  return users;
};

const kinds = (outcomes: readonly { readonly kind: string }[]) => outcomes.map(({ kind }) => kind);

test('users are added once, with the age that they have, and told of once', async (t) => {
  const users = await open(t, 'once');
  const records = [record('a1'), record('a2'), record('a1')];
  t.deepEqual(kinds(await users.add(records)), ['added', 'added', 'present']);
  t.deepEqual(kinds(await users.add(records)), ['present', 'present', 'present']);
  const ids = await users.idsOf(['a1', 'a2', 'a3']);
  t.deepEqual([...ids.keys()].sort(), ['a1', 'a2']);
  const stored = await forum.db.collection('users').findOne({ nickname: 'Member a1' });
  t.deepEqual(stored?.createdAt, new Date('2015-03-01T09:00:00Z'));
  const told = (await forum.said('auth.user.changed')).filter(({ subject }) => subject === ids.get('a1'));
  t.deepEqual(
    told.map(({ data }) => data),
    [
      {
        userId: ids.get('a1'),
        version: 1,
        nickname: 'Member a1',
        email: 'member-a1@example.org',
        rank: 0,
        roles: [],
        permissions: [],
        banned: false,
      },
    ],
  );
});

test('who was banned is banned here, and one whose ban is over is not', async (t) => {
  const users = await open(t, 'bans');
  const at = '2020-01-01T00:00:00Z';
  const ban = { at, by: 'g1', reason: 'spam' };
  const refused = await users.add([
    record('g1', { ban }),
    record('g2', { ban }),
    record('g3', { ban: { ...ban, by: 'g4', at: '2999-01-01T00:00:00Z' } }),
  ]);
  t.like(refused, [
    { code: 'import.no-such-user' },
    { code: 'import.no-such-user' },
    { code: 'import.no-such-user' },
  ]);
  await users.add([record('g1')]);
  const banned = [
    record('g2', { ban }),
    record('g3', { ban: { ...ban, until: '2999-01-01T00:00:00Z' } }),
    record('g4', { ban: { ...ban, until: '2021-01-01T00:00:00Z' } }),
    record('g5', { ban: { ...ban, at: '2999-01-01T00:00:00Z' } }),
  ];
  const outcomes = await users.add(banned);
  t.deepEqual(kinds(outcomes), ['added', 'added', 'added', 'refused']);
  t.like(outcomes[3], { code: 'import.time' });
  t.deepEqual(kinds(await users.add(banned)), ['present', 'present', 'present', 'refused']);
  const ids = await users.idsOf(['g1', 'g2', 'g3', 'g4']);
  const stored = forum.db.collection<{ _id: string; ban: unknown }>('users');
  const banOf = async (id: string) => (await stored.findOne({ _id: ids.get(id) ?? '' }))?.ban;
  const kept = { reason: 'spam', by: ids.get('g1'), at: new Date(at) };
  t.deepEqual(await banOf('g2'), { ...kept, until: null });
  t.deepEqual(await banOf('g3'), { ...kept, until: new Date('2999-01-01T00:00:00Z') });
  t.is(await banOf('g4'), null);
  const told = await forum.said('auth.user.changed');
  const isBanned = (id: string) => told.find(({ subject }) => subject === ids.get(id))?.data;
  for (const [id, expected] of Object.entries({ g2: true, g3: true, g4: false }))
    t.like(isBanned(id), { banned: expected }, id);
  t.deepEqual(
    (await forum.said('auth.user.banned')).filter(({ subject }) => [...ids.values()].includes(subject)),
    [],
  );
});

test('ids are sorted by the age of their users', async (t) => {
  const users = await open(t, 'ages');
  await users.add([
    record('b1', { createdAt: '2015-03-01T00:00:00Z' }),
    record('b2', { createdAt: '1999-03-01T00:00:00Z' }),
    record('b3', { createdAt: '2020-03-01T00:00:00Z' }),
  ]);
  const ids = await users.idsOf(['b1', 'b2', 'b3']);
  const sorted = [...ids].toSorted(([, one], [, other]) => (one < other ? -1 : 1)).map(([id]) => id);
  t.deepEqual(sorted, ['b2', 'b1', 'b3']);
});

test('the ids of two sources are two, and names are found whatever their case', async (t) => {
  const [one, other] = [await open(t, 'one'), await open(t, 'other')];
  await one.add([record('c1')]);
  t.deepEqual(kinds(await other.add([record('c1')])), ['refused']);
  await other.add([record('c1', { nickname: 'Another', email: 'another@example.org' })]);
  const [first] = (await one.idsOf(['c1'])).values();
  const [second] = (await other.idsOf(['c1'])).values();
  t.true(first !== undefined && second !== undefined && first !== second);
  t.deepEqual(
    await one.named(['mEMBER c1', 'ANOTHER', 'nobody here']),
    new Map([
      ['mEMBER c1', first],
      ['ANOTHER', second],
    ]),
  );
});

test('what auth declares of itself stays as it was', async (t) => {
  const own = await startForum();
  t.teardown(() => own.stop());
  const { runtime } = await own.start();
  const declared = async () => {
    const services = await runtime.topology();
    const auth = services.find(({ service }) => service === 'auth');
    return [auth?.says, auth?.asks, auth?.reactsTo];
  };
  const before = await declared();
  const users = await openUserImport({ db: own.db, redis: own.server.url, source: 'declared' });
  t.teardown(() => users.close());
  await users.add([record('f1')]);
  t.deepEqual(await declared(), before);
});

test('while Redis is away whoever is added stays, and is told of the next time', async (t) => {
  const own = await startForum();
  t.teardown(() => own.stop());
  const users = await openUserImport({ db: own.db, redis: own.server.url, source: 'outage' });
  t.teardown(() => users.close());
  const records = Array.from({ length: 30 }, (_, at) => record(`e${at}`));
  await own.server.kill();
  await t.throwsAsync(users.add(records), { instanceOf: Unreachable });
  t.is((await users.idsOf(records.map(({ id }) => id))).size, 30);
  await own.server.restart();
  await until(
    'they are told of',
    async () => {
      // As somebody who runs the import again, until Redis takes it.
      const outcomes = await users.add(records).catch((error: unknown) => {
        if (!(error instanceof Unreachable)) throw error;
        return [];
      });
      t.deepEqual(
        [...new Set(kinds(outcomes))].filter((kind) => kind !== 'present'),
        [],
      );
      return new Set((await own.said('auth.user.changed')).map(({ subject }) => subject)).size === 30;
    },
    60_000,
  );
});

test('of several who import the same at once, all find it there', async (t) => {
  const doors = await Promise.all(Array.from({ length: 4 }, () => open(t, 'at-once')));
  const records = Array.from({ length: 40 }, (_, at) => record(`d${at}`));
  const outcomes = (await Promise.all(doors.map((door) => door.add(records)))).flat();
  t.deepEqual(
    [...new Set(kinds(outcomes))].filter((kind) => kind === 'refused'),
    [],
  );
  const ids = await doors[0]?.idsOf(records.map(({ id }) => id));
  t.is(ids?.size, 40);
  const told = (await forum.said('auth.user.changed')).map(({ subject }) => subject);
  for (const id of ids?.values() ?? []) t.is(told.filter((subject) => subject === id).length, 1);
});
