import { openOperator } from '@obey/choreography';
import type { Rule } from '@obey/contracts';
import { until } from '@obey/test-servers';
import test from 'ava';
import { MongoClient } from 'mongodb';
import { type Forum, idOf, startForum } from './support/forum.js';

const staff = { read: { allow: ['permission:access.staff'] } };
const managers = ['permission:categories.manage'];
const ruleOf = (allow: string[], deny: string[] = []): Rule => ({ allow, deny, always: managers });

/** What was told last of who may read each section, by the versions that were told. */
const toldOf = async (forum: Forum) => {
  const last = new Map<unknown, { version: number; readableBy: unknown; times: number }>();
  for (const { data } of await forum.told('content.section.access.changed')) {
    const { sectionId, readableBy, version } = Object(data);
    const before = last.get(sectionId);
    const times = (before?.times ?? 0) + 1;
    last.set(
      sectionId,
      version > (before?.version ?? 0) ? { version, readableBy, times } : { ...Object(before), times },
    );
  }
  return last;
};

const newPlaces = async (forum: Forum, count: number) => {
  const as = forum.admin;
  const category = idOf(await forum.post('/content/categories', { as, body: { title: 'A category' } }));
  const path = `/content/categories/${category}/sections`;
  const sections: string[] = [];
  for (let n = 0; n < count; n++)
    sections.push(idOf(await forum.post(path, { as, body: { title: `Section ${n}` } })));
  return { category, sections };
};

test('who may read a section is told when its access changes, its state, or its category; and nothing where it stays', async (t) => {
  const forum = await startForum(t);
  const as = forum.admin;
  const { sections } = await newPlaces(forum, 1);
  const [section] = sections;
  const closed = await newPlaces(forum, 0);
  await forum.call('PATCH', `/content/categories/${closed.category}`, { as, body: { access: staff } });
  const path = `/content/sections/${section}`;
  const tells = (what: string, rule: Rule) =>
    until(
      what,
      async () => JSON.stringify((await toldOf(forum)).get(section)?.readableBy) === JSON.stringify(rule),
    );
  const change = async (body: object) => t.is((await forum.call('PATCH', path, { as, body })).status, 200);
  const deny = [`user:${as.userId}`];
  await change({ title: 'Another', access: { read: { deny } } });
  await tells('a denial', ruleOf(['anyone'], deny));
  await change({ access: {} });
  await tells('none', ruleOf(['anyone']));
  await change({ categoryId: closed.category });
  await tells('that of another category', ruleOf(staff.read.allow));
  await forum.call('DELETE', path, { as });
  await tells('deleted', ruleOf([]));
  await forum.call('PUT', `${path}/restore`, { as });
  await tells('restored', ruleOf(staff.read.allow));
  await change({ title: 'A third', position: 5 });
  await change({ access: { write: { allow: [] } } });
  await forum.call('DELETE', path, { as });
  await tells('deleted again', ruleOf([]));
  t.is((await toldOf(forum)).get(section)?.times, 6);
});

test('a category that is closed is told of each of its sections, but of those that say for themselves who reads', async (t) => {
  const forum = await startForum(t);
  const as = forum.admin;
  const { category, sections } = await newPlaces(forum, 45);
  const [own, ...others] = sections;
  const access = { read: { allow: ['users'] } };
  await forum.call('PATCH', `/content/sections/${own}`, { as, body: { access } });
  await until('the one is told', async () => (await toldOf(forum)).size === 1);
  await forum.call('PATCH', `/content/categories/${category}`, { as, body: { access: staff } });
  await until('the others are told', async () => (await toldOf(forum)).size === sections.length, 60_000);
  const told = await toldOf(forum);
  for (const section of others) t.like(told.get(section), { readableBy: ruleOf(staff.read.allow), times: 1 });
  t.like(told.get(own), { readableBy: ruleOf(['users']), times: 1 });
});

test('changes of a section and of its categories that meet are told at last as they are', async (t) => {
  const forum = await startForum(t);
  const another = await forum.startAnother();
  const as = forum.admin;
  const [one, other] = [await newPlaces(forum, 4), await newPlaces(forum, 0)];
  const patch = (n: number, path: string, body: object) =>
    (n % 2 === 0 ? forum : another).call('PATCH', `/content/${path}`, { as, body });
  const accesses = [staff, {}, { read: { allow: ['users'] } }, { read: { deny: ['rank:5'] } }];
  for (let n = 0; n < 12; n++)
    await Promise.all([
      patch(n, `categories/${one.category}`, { access: accesses[n % 4] }),
      patch(n + 1, `categories/${other.category}`, { access: accesses[(n + 2) % 4] }),
      ...one.sections.map((section, s) =>
        patch(n + s, `sections/${section}`, {
          access: accesses[(n + s) % 4],
          categoryId: (n + s) % 3 === 0 ? other.category : one.category,
        }),
      ),
    ]);
  const client = new MongoClient(forum.mongoUrl);
  t.teardown(() => client.close());
  const db = client.db(forum.database);
  const waiting = () => db.collection('sections').countDocuments({ 'outbox.messages.0': { $exists: true } });
  const thread = async (section: string) => {
    const id = await forum.newThread(as, section);
    const created = await until('it is told', async () =>
      (await forum.told('content.thread.created')).find(({ subject }) => subject === id),
    );
    return Object(created.data).readableBy;
  };
  for (const section of one.sections) {
    const rule = JSON.stringify(await thread(section));
    const last = async () => JSON.stringify((await toldOf(forum)).get(section)?.readableBy);
    await until('all is told', async () => (await waiting()) === 0 && (await last()) === rule);
    t.is(await last(), rule, 'what is told last is what holds');
  }
});

test('what is played again to content is not noted as told: who may read is told when that is asked for next', async (t) => {
  const forum = await startForum(t);
  const as = forum.admin;
  const { category, sections } = await newPlaces(forum, 1);
  const [section = ''] = sections;
  const timesTold = async () => (await toldOf(forum)).get(section)?.times;
  await forum.call('PATCH', `/content/sections/${section}`, { as, body: { access: staff } });
  await until('it is told', async () => (await timesTold()) === 1);
  await forum.stop();
  const client = new MongoClient(forum.mongoUrl);
  t.teardown(() => client.close());
  // As in a backup of before it was told.
  await client
    .db(forum.database)
    .collection('sections')
    .updateMany({}, { $unset: { readers: 1 } });
  const operator = await openOperator({ redis: forum.redis.url });
  t.teardown(operator.close);
  await operator.rebuild('content');
  const again = await forum.startAnother();
  await until('all is played again', async () =>
    (await operator.progress()).every(({ lag, pending }) => lag === 0 && pending === 0),
  );
  t.is(await timesTold(), 1);
  await again.call('PATCH', `/content/categories/${category}`, { as, body: { access: staff } });
  await until('it is told again', async () => (await timesTold()) === 2);
});
