import test from 'ava';
import { type Forum, type Instance, idOf, type Reply, startForum } from './support/forum.js';
import { knownUsers, statusesOf } from './support/posting.js';

const limited = (forum: Forum, more: Readonly<Record<string, string>> = {}) =>
  forum.startAnother(undefined, { NEW_USER_RANK: '10', ...more });

const isSlowedDown = ({ status, headers, body }: Reply) =>
  status === 429 && body.code === 'content.slow-down' && Number(headers.get('Retry-After')) >= 1;

test('new users write so many times a minute, counted together by all instances', async (t) => {
  const forum = await startForum(t);
  const pace = { NEW_USER_POSTS: '5' };
  const instance = await limited(forum, pace);
  const other = await limited(forum, pace);
  const ada = forum.auth.add();
  const sectionId = await forum.newSection();
  const posts = `/content/threads/${await forum.newThread(forum.admin, sectionId)}/posts`;
  const write = (at: Instance, as = ada) => at.post(posts, { as, body: { body: 'Text' } });
  const replies = await Promise.all(Array.from({ length: 6 }, () => [write(instance), write(other)]).flat());
  const written = replies.filter(({ status }) => status === 201);
  t.is(written.length, 5);
  t.true(replies.every((reply) => reply.status === 201 || isSlowedDown(reply)));
  for (const { status, headers } of replies) {
    if (status === 201) continue;
    t.true(Number(headers.get('Retry-After')) <= 60);
    t.is(headers.get('RateLimit-Policy'), '"new-user-posts";q=5;w=60');
    t.is(headers.get('RateLimit'), `"new-user-posts";r=0;t=${headers.get('Retry-After')}`);
  }

  // Threads and edits count too; whoever else writes, and who is not new, is not concerned.
  const opening = { as: ada, body: { title: 'A thread', body: 'Text' } };
  t.true(isSlowedDown(await instance.post(`/content/sections/${sectionId}/threads`, opening)));
  const path = `/content/posts/${written.map(idOf)[0]}`;
  t.true(isSlowedDown(await instance.call('PATCH', path, { as: ada, body: { body: 'Edited' } })));
  t.is((await instance.call('DELETE', path, { as: ada })).status, 204);
  t.is((await write(instance, forum.auth.add())).status, 201);
  const member = forum.auth.add({ rank: 10 });
  const many = await Promise.all(Array.from({ length: 8 }, () => write(instance, member)));
  t.deepEqual(new Set(statusesOf(many)), new Set([201]));
});

test('what is sent again or cannot be read is not counted; a text that is refused is', async (t) => {
  const forum = await startForum(t);
  const instance = await limited(forum, { NEW_USER_POSTS: '4' });
  const ada = forum.auth.add();
  const posts = `/content/threads/${await forum.newThread(forum.admin)}/posts`;
  const sent = { as: ada, body: { body: 'Text' }, headers: { 'Idempotency-Key': 'once' } };
  const path = `/content/posts/${idOf(await instance.post(posts, sent))}`;
  t.is((await instance.post(posts, sent)).status, 201);
  for (const body of ['Text', 'Text'])
    t.is((await instance.call('PATCH', path, { as: ada, body: { body } })).status, 200);
  t.is((await instance.post(posts, { as: ada, body: { body: '' } })).status, 422);
  t.is((await instance.post(posts, sent)).status, 201);
  t.is((await instance.post(posts, { as: ada, body: { body: 'é'.repeat(20_000) } })).status, 422);
  t.true(isSlowedDown(await instance.post(posts, { as: ada, body: { body: 'Another' } })));
  t.is((await instance.post(posts, sent)).status, 201);
});

test('new users link to and mention so many in a post, and are told what to do', async (t) => {
  const forum = await startForum(t);
  const instance = await limited(forum, { NEW_USER_LINKS: '2', NEW_USER_MENTIONS: '1' });
  const [ada] = await knownUsers(t, forum, [{ nickname: 'ada' }, { nickname: 'ben' }, { nickname: 'cleo' }]);
  if (!ada) return t.fail();
  const posts = `/content/threads/${await forum.newThread(forum.admin)}/posts`;
  const write = (body: string, as = ada) => instance.post(posts, { as, body: { body } });
  const links = 'https://a.example https://b.example and again https://b.example';
  const first = await write(`${links} @ben @nobody @ben [here](/there)`);
  t.is(first.status, 201);
  const tooMany = { status: 422, code: 'content.too-many-links', pointer: '/body' };
  const refusals = [
    { ...tooMany, body: `${links} ![a map](https://c.example/map.png)` },
    { ...tooMany, body: `${links}\n\n> https://c.example` },
    { ...tooMany, code: 'content.too-many-mentions', body: '@ben, meet @cleo' },
  ];
  for (const { body, status, code, pointer } of refusals) {
    const opening = { as: ada, body: { title: 'A thread', body } };
    for (const refused of [
      await write(body),
      await instance.call('PATCH', `/content/posts/${idOf(first)}`, { as: ada, body: { body } }),
      await instance.post(`/content/sections/${await forum.newSection()}/threads`, opening),
    ]) {
      t.is(refused.status, status);
      t.like(refused.body, { code, errors: [{ in: 'body', pointer }] });
      t.regex(String(refused.body.detail), /Take some out/);
    }
    t.is((await write(body, forum.admin)).status, 201);
  }
});

test('while Redis is away, new users write uncounted, and are counted when it is back', async (t) => {
  const forum = await startForum(t);
  const instance = await limited(forum, { NEW_USER_POSTS: '2' });
  const ada = forum.auth.add();
  const posts = `/content/threads/${await forum.newThread(forum.admin)}/posts`;
  const write = () => instance.post(posts, { as: ada, body: { body: 'Text' } });
  t.is((await write()).status, 201);
  await forum.redis.kill();
  for (const _ of [1, 2, 3]) t.is((await write()).status, 201);
  await forum.redis.restart();
  for (let times = 0; !isSlowedDown(await write()); times += 1) t.true(times < 1_000);
});
