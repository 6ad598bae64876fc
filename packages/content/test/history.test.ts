import { until } from '@obey/test-servers';
import test from 'ava';
import fc from 'fast-check';
import { differencesBetween } from '../src/differences.js';
import { itemsOf, startForum } from './support/forum.js';
import { knownUsers, moderatorOf, replyIn } from './support/posting.js';

test('differences are by lines, and by words where lines were replaced', (t) => {
  t.deepEqual(differencesBetween('one\ntwo\nthree', 'one\n2\nthree\nfour'), [
    { kind: 'same', text: 'one\n' },
    { kind: 'removed', text: 'two' },
    { kind: 'added', text: '2' },
    { kind: 'same', text: '\nthree' },
    { kind: 'added', text: '\nfour' },
  ]);
  t.deepEqual(differencesBetween('I like tea.', 'I love tea!'), [
    { kind: 'same', text: 'I ' },
    { kind: 'removed', text: 'like' },
    { kind: 'added', text: 'love' },
    { kind: 'same', text: ' tea' },
    { kind: 'removed', text: '.' },
    { kind: 'added', text: '!' },
  ]);
  t.deepEqual(differencesBetween('same', 'same'), [{ kind: 'same', text: 'same' }]);
});

test('of any two texts, the differences make up both, and no piece is empty', (t) => {
  const text = fc
    .array(
      fc.oneof(
        fc.constantFrom('a', 'b', ' ', '\n', '\r\n', '. ', '😀', '@'),
        fc.string({ unit: 'grapheme' }),
      ),
    )
    .map((parts) => parts.join(''));
  fc.assert(
    fc.property(text, text, (before, after) => {
      const differences = differencesBetween(before, after);
      const without = (kind: string) =>
        differences.flatMap((one) => (one.kind === kind ? [] : [one.text])).join('');
      t.is(without('added'), before);
      t.is(without('removed'), after);
      t.true(differences.every((one) => one.text !== ''));
    }),
    { numRuns: 300 },
  );
});

test('texts made to be slow to compare are compared at once', (t) => {
  const size = 32_768;
  const filled = (unit: string) => unit.repeat(size / unit.length);
  const counted = (name: string, end: string) =>
    Array.from({ length: size / 8 }, (_, at) => `${name}${at}${end}`)
      .join('')
      .slice(0, size);
  for (const [before, after] of [
    [filled('a '), filled('b ')],
    [filled('a\n'), filled('b\n')],
    [counted('a', ' '), counted('b', ' ')],
    [counted('a', '\n'), counted('b', '\n')],
    [filled('a b c d e f g h\nx\n'), filled('h g f e d c b a\nx\n')],
    [filled('ab'), filled('ba')],
    [filled('a b c d e f\nx\nb a d c f e\nx\n'), filled('f e d c b a\nx\nc d a b e f\nx\n')],
  ]) {
    const began = performance.now();
    differencesBetween(before ?? '', after ?? '');
    t.true(performance.now() - began < 1_000);
  }
});

test('the history of a post shows what it said, who changed it and how, by the names of now', async (t) => {
  const forum = await startForum(t);
  const ada = forum.auth.add();
  const mo = moderatorOf(forum);
  const [ben] = await knownUsers(t, forum, [{ nickname: 'ben' }]);
  if (!ben) return t.fail();
  const { path, body: posted } = await replyIn(forum, await forum.newThread(ada), ada, 'I met @ben today');
  const history = (query = '', as = ada) => forum.call('GET', `${path}/history${query}`, { as });
  t.like(itemsOf(await history()), [
    { version: 1, at: posted.createdAt, body: 'I met @ben today', changes: null },
  ]);

  await forum.call('PATCH', path, { as: ada, body: { body: 'I met @ben yesterday' } });
  await forum.call('DELETE', path, { as: ada });
  await forum.call('PUT', `${path}/restore`, { as: ada });
  await forum.call('PATCH', path, { as: mo, body: { body: 'I met @ben', reason: 'Who cares when' } });
  await forum.auth.change(ben, { nickname: 'benjamin' });
  await until('his new name is known', async () =>
    String((await forum.get(path)).body.body).includes('@benjamin'),
  );
  const reply = await forum.get(`${path}/history`);
  t.is(reply.status, 200);
  t.like(itemsOf(reply), [
    {
      version: 5,
      by: { id: mo.userId, nickname: 'mo' },
      reason: 'Who cares when',
      body: 'I met @benjamin',
      changes: [
        { kind: 'same', text: 'I met @benjamin' },
        { kind: 'removed', text: ' yesterday' },
      ],
    },
    {
      version: 2,
      by: { id: ada.userId },
      reason: null,
      body: 'I met @benjamin yesterday',
      changes: [
        { kind: 'same', text: 'I met @benjamin ' },
        { kind: 'removed', text: 'today' },
        { kind: 'added', text: 'yesterday' },
      ],
    },
    { version: 1, by: { id: ada.userId, nickname: 'ada' }, body: 'I met @benjamin today', changes: null },
  ]);

  const first = await history('?limit=2');
  const second = await history(`?limit=2&cursor=${first.body.next}`);
  t.deepEqual([...itemsOf(first), ...itemsOf(second)], itemsOf(reply));
  t.deepEqual(itemsOf(await history(`?limit=2&cursor=${second.body.previous}`)), itemsOf(first));
  t.is(second.body.next, null);
});

test('whoever reads a post reads its history; of a deleted one, moderators only', async (t) => {
  const forum = await startForum(t);
  const ada = forum.auth.add();
  const mo = moderatorOf(forum);
  const threadId = await forum.newThread(ada);
  const { path } = await replyIn(forum, threadId, ada, 'One');
  await forum.call('PATCH', path, { as: ada, body: { body: 'Two' } });
  t.is(itemsOf(await forum.get(`${path}/history`)).length, 2);
  await forum.call('DELETE', path, { as: ada });
  for (const as of [ada, forum.auth.add()])
    t.is((await forum.call('GET', `${path}/history`, { as })).body.code, 'content.no-history');
  t.is((await forum.get(`${path}/history`)).status, 404);
  t.is(itemsOf(await forum.call('GET', `${path}/history`, { as: mo })).length, 2);
  await forum.call('DELETE', `/content/threads/${threadId}`, { as: mo });
  t.is((await forum.get(`${path}/history`)).body.code, 'content.no-such-post');
});

test('of a post edited without end, the first text and the latest twenty stay', async (t) => {
  const forum = await startForum(t);
  const ada = forum.auth.add();
  const { path } = await replyIn(forum, await forum.newThread(ada), ada, 'Text 1');
  for (let version = 2; version <= 25; version += 1)
    await forum.call('PATCH', path, { as: ada, body: { body: `Text ${version}` } });
  const versions = itemsOf(await forum.get(`${path}/history?limit=100`)).map(({ version }) => version);
  t.deepEqual(versions, [...Array.from({ length: 20 }, (_, at) => 25 - at), 1]);
});
