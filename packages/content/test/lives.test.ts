import type { Message } from '@obey/choreography';
import { until } from '@obey/test-servers';
import test from 'ava';
import fc from 'fast-check';
import { itemsOf, type Sent, startForum } from './support/forum.js';
import { moderatorOf, replyIn } from './support/posting.js';

type Deed = 'edit' | 'delete' | 'restore';

const deeds = fc.array(
  fc.record({
    deed: fc.constantFrom<Deed>('edit', 'delete', 'restore'),
    byAuthor: fc.boolean(),
    at: fc.constantFrom(0, 1),
  }),
  { minLength: 2, maxLength: 8 },
);

/** A post as who hears of it knows it. */
interface Heard {
  readonly state: 'visible' | 'deleted';
  readonly text: string;
  readonly texts: readonly string[];
}

/** Throws where what is told does not follow from what was told before. */
const hear = ({ state, texts, text }: Heard, { type, data }: Message): Heard => {
  const excerpt = String(Reflect.get(Object(data), 'excerpt'));
  if (type === 'content.post.edited' && state === 'visible')
    return { state, text: excerpt, texts: [...texts, excerpt] };
  if (type === 'content.post.deleted' && state === 'visible') return { state: 'deleted', text, texts };
  if (type === 'content.post.restored' && state === 'deleted' && excerpt === text)
    return { state: 'visible', text, texts };
  throw new Error(`${type} of a post that is ${state} and says ${text}`);
};

test('whatever is done to a post at once, what is told of it leads to what it is then', async (t) => {
  const forum = await startForum(t);
  const instances = [forum, await forum.startAnother()];
  const ada = forum.auth.add();
  const mo = moderatorOf(forum);
  const threadId = await forum.newThread(ada);
  let posts = 1;
  await fc.assert(
    fc.asyncProperty(deeds, async (given) => {
      const { path, id } = await replyIn(forum, threadId, ada, 'Text');
      posts += 1;
      const replies = await Promise.all(
        given.map(({ deed, byAuthor, at }, index) => {
          const as = byAuthor ? ada : mo;
          const [method, below, sent]: [string, string, Sent] =
            deed === 'edit'
              ? ['PATCH', '', { as, body: { body: `Text ${index}` } }]
              : [deed === 'delete' ? 'DELETE' : 'PUT', deed === 'delete' ? '' : '/restore', { as }];
          return (instances[at] ?? forum).call(method, `${path}${below}`, sent);
        }),
      );
      for (const { status } of replies) t.true([200, 204, 403, 409].includes(status), String(status));
      // The end of what is told of this post.
      await forum.call('PUT', `${path}/restore`, { as: mo });
      const { body: last } = await forum.call('PATCH', path, {
        as: mo,
        body: { body: `The end of ${posts}` },
      });
      const told = async () =>
        (await forum.told()).filter(({ data }) => Reflect.get(Object(data), 'postId') === id).slice(1);
      const isEnd = ({ data }: Message) => Reflect.get(Object(data), 'excerpt') === last.body;
      await until('all is told', async () => (await told()).some(isEnd));
      const heard = (await told()).reduce(hear, { state: 'visible', text: 'Text', texts: ['Text'] });
      t.is(heard.state, 'visible');
      t.is(heard.text, String(last.body));
      const history = itemsOf(await forum.get(`${path}/history`)).map(({ body }) => String(body));
      t.deepEqual(history.toReversed(), heard.texts);
    }),
    { numRuns: 15 },
  );
});
