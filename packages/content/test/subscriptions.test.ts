import type { User } from '@obey/contracts';
import { until } from '@obey/test-servers';
import test from 'ava';
import { type Forum, itemsOf, startForum } from './support/forum.js';

const levelOf = async (forum: Forum, as: User, threadId: string) =>
  (await forum.call('GET', `/content/threads/${threadId}/subscription`, { as })).body.level;

test('its author watches a thread, who replies tracks it, and what was chosen stays, told once', async (t) => {
  const forum = await startForum(t);
  const other = await forum.startAnother();
  const [ada, ben, eve] = [forum.auth.add(), forum.auth.add(), forum.auth.add()];
  const threadId = await forum.newThread(ada);
  const path = `/content/threads/${threadId}/subscription`;
  const reply = (as: User) =>
    forum.post(`/content/threads/${threadId}/posts`, { as, body: { body: 'Text' } });
  await reply(ben);
  t.deepEqual(
    [
      await levelOf(forum, ada, threadId),
      await levelOf(forum, ben, threadId),
      await levelOf(forum, eve, threadId),
    ],
    ['watching', 'tracking', 'normal'],
  );
  t.is((await forum.get(path)).status, 401);
  t.is((await forum.call('PUT', path, { as: eve, body: { level: 'loud' } })).status, 422);

  // The same choice many times at once, by two instances.
  const choose = (as: User, level: string, instance: Pick<Forum, 'call'> = other) =>
    instance.call('PUT', path, { as, body: { level } });
  const replies = await Promise.all(
    [0, 1, 2, 3].map((index) => choose(eve, 'muted', index % 2 ? other : forum)),
  );
  t.deepEqual(
    replies.map(({ status }) => status),
    [204, 204, 204, 204],
  );
  await choose(eve, 'normal');
  await reply(eve);
  t.is(await levelOf(forum, eve, threadId), 'normal');
  await choose(ada, 'muted');
  await reply(ada);
  t.is(await levelOf(forum, ada, threadId), 'muted');
  await choose(ben, 'watching');

  const told = () => forum.told('content.subscription.changed');
  await until('all is told', async () => (await told()).length >= 4);
  const data = (await told()).map((message) => message.data);
  const of = ({ userId }: User) => data.filter((one) => Reflect.get(Object(one), 'userId') === userId);
  t.is(data.length, 4);
  t.like(of(eve), [
    { level: 'muted', version: 1 },
    { level: 'normal', version: 2 },
  ]);
  t.like(of(ada), [{ threadId, level: 'muted', version: 2 }]);
  t.like(of(ben), [{ threadId, level: 'watching', version: 2 }]);
});

test('what is unread is counted from where one has read to, which only rises', async (t) => {
  const forum = await startForum(t);
  const [ada, ben, eve] = [forum.auth.add(), forum.auth.add(), forum.auth.add()];
  const sectionId = await forum.newSection();
  const threadId = await forum.newThread(ada, sectionId);
  const path = `/content/threads/${threadId}`;
  const reply = (as: User) => forum.post(`${path}/posts`, { as, body: { body: 'Text' } });
  const state = async (as: User) => {
    const { lastRead, unread } = (await forum.call('GET', path, { as })).body;
    return [lastRead, unread];
  };
  const read = (as: User, number: number) => forum.call('PUT', `${path}/read`, { as, body: { number } });
  await read(ben, 1);
  for (let index = 0; index < 4; index += 1) await reply(ben);
  t.deepEqual(await state(ada), [1, 4]);
  t.deepEqual(await state(ben), [5, 0]);
  t.deepEqual(await state(eve), [0, 5]);
  t.like((await forum.get(path)).body, { lastRead: null, unread: null });

  t.deepEqual(
    (await Promise.all([3, 2, 4, 1].map((number) => read(eve, number)))).map(({ status }) => status),
    [204, 204, 204, 204],
  );
  t.deepEqual(await state(eve), [4, 1]);
  await read(eve, 2);
  t.deepEqual(await state(eve), [4, 1]);
  await read(eve, 1_000);
  t.deepEqual(await state(eve), [5, 0]);
  await reply(ada);
  t.deepEqual(await state(eve), [5, 1]);
  t.is((await read(eve, 0)).status, 422);
  const [listed] = itemsOf(await forum.call('GET', `/content/sections/${sectionId}/threads`, { as: eve }));
  t.like(listed, { lastRead: 5, unread: 1 });
  // Who writes without having read what is there has not read it by that.
  t.deepEqual(await state(ada), [1, 5]);
});

test('the list of unread threads has those that one follows and has not read, in pages both ways', async (t) => {
  const forum = await startForum(t);
  const [ada, ben] = [forum.auth.add(), forum.auth.add()];
  const mo = forum.auth.add({ permissions: ['posts.moderate'] });
  const sectionId = await forum.newSection();
  const threads: string[] = [];
  for (let index = 0; index < 8; index += 1) {
    const threadId = await forum.newThread(ada, sectionId);
    threads.unshift(threadId);
    await forum.call('PUT', `/content/threads/${threadId}/read`, { as: ben, body: { number: 1 } });
    await forum.post(`/content/threads/${threadId}/posts`, { as: ben, body: { body: 'Text' } });
  }
  const [muted = '', read = '', deleted = '', ...left] = threads;
  await forum.newThread(ada, sectionId);
  await forum.call('PUT', `/content/threads/${muted}/subscription`, { as: ada, body: { level: 'normal' } });
  await forum.call('PUT', `/content/threads/${read}/read`, { as: ada, body: { number: 2 } });
  await forum.call('DELETE', `/content/threads/${deleted}`, { as: mo });

  const page = async (query: string) => {
    const reply = await forum.call('GET', `/content/unread?${query}`, { as: ada });
    t.is(reply.status, 200);
    return { ids: itemsOf(reply).map(({ id }) => id), next: reply.body.next, previous: reply.body.previous };
  };
  const all = await page('limit=10');
  t.deepEqual(all.ids, left);
  const first = await page('limit=2');
  const second = await page(`limit=2&cursor=${first.next}`);
  const third = await page(`limit=2&cursor=${second.next}`);
  t.deepEqual([first.ids, second.ids, third.ids], [left.slice(0, 2), left.slice(2, 4), left.slice(4)]);
  t.deepEqual((await page(`limit=2&cursor=${third.previous}`)).ids, second.ids);
  t.is(third.next, null);
  t.deepEqual(itemsOf(await forum.call('GET', '/content/unread', { as: ben })), []);
  t.is((await forum.get('/content/unread')).status, 401);
});
