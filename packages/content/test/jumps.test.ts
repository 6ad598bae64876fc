import test from 'ava';
import { itemsOf, type Reply, startForum } from './support/forum.js';
import { startObserved } from './support/observed.js';
import { replyIn } from './support/posting.js';

const numbers = (reply: Reply) => itemsOf(reply).map(({ number }) => Number(number));

test('the posts of a thread are read from any number on, and to both sides of it', async (t) => {
  const forum = await startForum(t);
  const ada = forum.auth.add();
  const threadId = await forum.newThread(ada);
  for (let number = 2; number <= 11; number += 1) await replyIn(forum, threadId, ada, `Post ${number}`);
  const path = `/content/threads/${threadId}/posts`;
  const read = (query: string) => forum.get(`${path}?limit=3${query}`);

  const there = await read('&from=6');
  t.deepEqual(numbers(there), [6, 7, 8]);
  const after = await read(`&cursor=${there.body.next}`);
  t.deepEqual(numbers(after), [9, 10, 11]);
  t.is(after.body.next, null);
  const before = await read(`&cursor=${there.body.previous}`);
  t.deepEqual(numbers(before), [3, 4, 5]);
  const first = await read(`&from=6&cursor=${before.body.previous}`);
  t.deepEqual(numbers(first), [1, 2]);
  t.is(first.body.previous, null);

  t.like((await read('&from=1')).body, { previous: null });
  t.deepEqual(numbers(await read('&from=1')), [1, 2, 3]);
  const last = await read('&from=1000');
  t.deepEqual(numbers(last), [11]);
  t.deepEqual(numbers(await read(`&cursor=${last.body.previous}`)), [8, 9, 10]);
  for (const wrong of ['0', '-1', '1.5', 'x']) t.is((await read(`&from=${wrong}`)).status, 422);
});

test('a jump costs as many round trips as the first page, whatever its size', async (t) => {
  const forum = await startForum(t);
  const observed = await startObserved(forum);
  const ada = forum.auth.add();
  const threadId = await forum.newThread(ada);
  for (let number = 2; number <= 8; number += 1) await replyIn(forum, threadId, ada, `Post ${number}`);
  const cost = async (query: string) =>
    (await observed.during(() => observed.get(`/content/threads/${threadId}/posts?${query}`))).map(
      (command) => Object.keys(command)[0],
    );
  const first = await cost('limit=1');
  for (const query of ['limit=1&from=5', 'limit=100&from=5', 'limit=100&from=8'])
    t.deepEqual(await cost(query), first);
});
