import { newId } from '@obey/choreography';
import { AlertsAlertRaised, AuthUserBanned, AuthUserChanged, AuthUserSignedUp } from '@obey/contracts';
import test from 'ava';
import type { Document } from 'mongodb';
import { recordOf } from '../src/records.js';
import { findEvents, mostRead } from '../src/search.js';
import { openStore } from '../src/store.js';
import { stage } from './support/audit.js';

const idsOf = ({ items }: Document): string[] => items.map(({ id }: { id: string }) => id);

test.serial(
  'what was said is found by type, subject, user, address, service, flow and time, and by several at once',
  async (t) => {
    const { start, auth, speaker, kept } = await stage(t);
    const audit = await start();
    const [ada, ben] = [newId(), newId()];
    const cause = { correlationId: 'flow-of-ada' };
    const up = await auth.runtime.publish(AuthUserSignedUp, { userId: ada, nickname: 'Ada' }, { cause });
    const ban = await auth.runtime.publish(AuthUserBanned, { userId: ben, reason: 'spam' });
    const changed = await auth.runtime.publish(AuthUserChanged, {
      ...{ userId: ada, version: 2, nickname: 'Ada', email: 'Ada@Example.org', rank: 0 },
      ...{ roles: [], permissions: [], banned: false },
    });
    const alerts = await speaker('alerts');
    const alert = await alerts.publish(
      AlertsAlertRaised,
      {
        ...{ alertId: newId(), userId: ben, kind: 'thread-replied', text: 'Ada replied', actorId: ada },
        ...{ actors: [{ userId: ada, nickname: 'Ada' }], count: 1, postIds: [] },
        raisedAt: new Date().toISOString(),
      },
      { cause },
    );
    await kept(4);
    const find = async (query: string) => {
      const { body } = await audit.get(`/audit/events?${query}`);
      // What audit itself asks, to check tokens, is kept too.
      return idsOf({ items: body.items.filter(({ type }: Document) => type !== 'auth.get.keys') });
    };
    t.deepEqual(await find(''), [alert.id, changed.id, ban.id, up.id]);
    t.deepEqual(await find('type=auth.user.banned'), [ban.id]);
    t.deepEqual(await find('type=AuthUserBanned'), [ban.id]);
    t.deepEqual(await find(`subject=${ada}`), [changed.id, up.id]);
    t.deepEqual(await find(`user=${ada}`), [alert.id, changed.id, up.id]);
    t.deepEqual(await find('user=ada@example.org'), [changed.id]);
    t.deepEqual(await find('service=alerts'), [alert.id]);
    t.deepEqual(await find('correlationId=flow-of-ada'), [alert.id, up.id]);
    t.deepEqual(await find(`from=${encodeURIComponent(alert.time)}`), [alert.id]);
    t.deepEqual(await find(`to=${encodeURIComponent(up.time)}`), [up.id]);
    t.deepEqual(await find('to=2016-12-31T23:59:60Z'), [], 'a leap second');
    t.is((await find('from=2016-12-31T23:59:60Z')).length, 4);
    t.deepEqual(await find(`user=${ada}&service=auth&type=auth.user.signed.up`), [up.id]);
    t.deepEqual(await find(`user=${ada}&service=content`), []);
    t.like((await audit.get(`/audit/events/${ban.id}`)).body, {
      type: 'auth.user.banned',
      reactions: [],
      data: ban.data,
    });
  },
);

test.serial(
  'pages follow each other without a gap or a double, also among messages of one millisecond, there and back',
  async (t) => {
    const { start, events, db } = await stage(t);
    const audit = await start();
    await openStore(db, undefined);
    const user = newId();
    const records = Array.from({ length: 25 }, (_, n) =>
      recordFor(user, n % 3 === 0 ? 'auth' : 'content', 1_000 + (n >> 2)),
    );
    await events.insertMany(records);
    for (const query of [`user=${user}`, `user=${user}&service=content`]) {
      const seen: string[] = [];
      let next = '';
      let previous: string[] = [];
      for (let page = 0; page < 20; page++) {
        const { body } = await audit.get(`/audit/events?${query}&limit=4${next}`);
        if (page === 1) {
          const back = await audit.get(`/audit/events?${query}&limit=4&cursor=${body.previous}`);
          t.deepEqual(idsOf(back.body), previous);
        }
        previous = idsOf(body);
        seen.push(...previous);
        if (body.next === null) break;
        next = `&cursor=${body.next}`;
      }
      const expected = records
        .filter(({ source }) => !query.includes('content') || source === 'content')
        .sort((a, b) => b.said.getTime() - a.said.getTime() || (a._id < b._id ? 1 : -1))
        .map(({ _id }) => _id);
      t.deepEqual(seen, expected, query);
    }
  },
);

test.serial(
  'every search reads one index, and no more of it than it shows, or a thousand where it asks for several things',
  async (t) => {
    const { db, events } = await stage(t);
    const store = await openStore(db, undefined);
    const user = newId();
    const records = Array.from({ length: 3_000 }, (_, n) =>
      recordFor(user, n === 2_900 ? 'rare' : 'auth', 5_000 - n),
    );
    await events.insertMany(records);
    const searches = [
      {},
      { type: 'auth.user.signed.up' },
      { subject: user },
      { user },
      { service: 'auth' },
      { correlationId: 'flow' },
      { from: new Date(2_000), to: new Date(4_000) },
      { user, from: new Date(2_000), to: new Date(4_000) },
    ];
    for (const search of searches)
      for (const direction of ['after', 'before'] as const)
        for (const from of [undefined, [3_000, newId()] as const]) {
          const { keys, docs, stages } = await explained(db, () =>
            findEvents(store, search, { from, direction, limit: 20 }),
          );
          t.true(keys <= 25 && docs <= 25, JSON.stringify({ search, direction, from, keys, docs }));
          t.false(stages.includes('SORT') || stages.includes('COLLSCAN'), JSON.stringify({ search, stages }));
        }
    const several = { user, service: 'rare' };
    const first = await findEvents(store, several, { from: undefined, direction: 'after', limit: 20 });
    t.deepEqual(first.items, []);
    t.deepEqual(first.until, [4_001, records[mostRead - 1]?._id]);
    const { keys } = await explained(db, () =>
      findEvents(store, several, { from: first.until, direction: 'after', limit: 20 }),
    );
    t.true(keys <= mostRead + 2);
    const third = await findEvents(store, several, { from: [2_500, ''], direction: 'after', limit: 20 });
    t.is(third.items.length, 1);
  },
);

test.serial(
  'the archive is for those with the permission; a broken cursor or query, and what is not there, are told',
  async (t) => {
    const { start, auth } = await stage(t);
    const audit = await start();
    const nobody = await auth.token();
    const reader = await auth.token('audit.read');
    for (const path of ['/audit/events', '/audit/events/x', '/audit/flows/x'])
      t.is((await audit.call('GET', path, nobody)).status, 403, path);
    t.is((await audit.call('GET', '/audit/events', reader)).status, 200);
    t.is((await audit.call('DELETE', `/audit/users/${newId()}/personal-data`, reader)).status, 403);
    for (const query of ['cursor=abc', 'limit=101', 'other=1', 'from=yesterday', 'subject='])
      t.is((await audit.get(`/audit/events?${query}`)).status, 422, query);
    t.like(await audit.get('/audit/events/none'), { status: 404, body: { code: 'audit.no-such-event' } });
    t.like(await audit.get('/audit/flows/none'), { status: 404, body: { code: 'audit.no-such-flow' } });
  },
);

const recordFor = (userId: string, source: string, at: number) => {
  const data = { userId, nickname: 'Ada' };
  const message = {
    ...{ id: newId(), source, type: 'auth.user.signed.up', version: 1, subject: userId },
    ...{ time: new Date(at).toISOString(), correlationId: 'flow', data },
  };
  return { ...recordOf(message, { stream: 'events:{auth:0}', entry: '1' }, new Date()) };
};

/** What the queries of this work that make pages read. */
const explained = async (
  db: Awaited<ReturnType<typeof stage>>['db'],
  work: () => Promise<unknown>,
): Promise<{ keys: number; docs: number; stages: string[] }> => {
  const asked: Document[] = [];
  const hear = ({ command, commandName }: { command: Document; commandName: string }) => {
    if (commandName === 'find') asked.push(command);
  };
  db.client.on('commandStarted', hear);
  await work();
  db.client.off('commandStarted', hear);
  const total = { keys: 0, docs: 0, stages: [] as string[] };
  for (const { find, filter, sort, limit, projection } of asked.filter(({ sort }) => sort)) {
    const { queryPlanner, executionStats } = await db.command({
      explain: { find, filter, sort, limit, projection },
      verbosity: 'executionStats',
    });
    total.keys += Number(executionStats.totalKeysExamined);
    total.docs += Number(executionStats.totalDocsExamined);
    total.stages.push(...stagesOf(queryPlanner.winningPlan));
  }
  return total;
};

const stagesOf = (plan: Document): string[] => [
  String(plan.stage),
  ...(plan.inputStage ? stagesOf(plan.inputStage) : []),
];
