import test from 'ava';
import fc from 'fast-check';
import { databaseOf, threadsIn } from './support/filling.js';
import { itemsOf, startForum } from './support/forum.js';

const act = fc.record({
  kind: fc.constantFrom('reply', 'pin', 'unpin', 'delete', 'new'),
  at: fc.nat({ max: 29 }),
});

const walk = fc.record({
  /** How many threads share their last activity, so that the id decides. */
  ties: fc.integer({ min: 1, max: 4 }),
  pinned: fc.integer({ min: 0, max: 6 }),
  isForward: fc.boolean(),
  list: fc.constantFrom('section', 'latest'),
  /** The size of each page, and what others do after it. */
  pages: fc.array(
    fc.record({ limit: fc.integer({ min: 1, max: 7 }), acts: fc.array(act, { maxLength: 3 }) }),
    {
      minLength: 1,
      maxLength: 12,
    },
  ),
});

test('while others write, no thread that stays in its place comes twice or is left out, in either direction', async (t) => {
  const forum = await startForum(t);
  const ada = forum.auth.add();
  const mo = forum.auth.add({ permissions: ['posts.moderate'] });
  const database = await databaseOf(t, forum);
  const collection = database.collection<ReturnType<typeof threadsIn>[number]>('threads');

  await fc.assert(
    fc.asyncProperty(walk, async ({ ties, pinned, isForward, list, pages }) => {
      await collection.deleteMany({});
      const sectionId = await forum.newSection();
      const sections = [sectionId, await forum.newSection(), await forum.newSection()];
      const threads = threadsIn(
        sectionId,
        Array.from({ length: 30 }, (_, index) => ({
          ...(list === 'latest' && { sectionId: sections[index % 3] ?? sectionId }),
          lastActivityAt: new Date(1_700_000_000_000 + Math.floor(index / ties) * 1_000),
          pinned: index % 5 === 0 && index / 5 < pinned,
        })),
      );
      await collection.insertMany(threads);
      const path = list === 'latest' ? '/content/threads' : `/content/sections/${sectionId}/threads`;
      const stirred = new Set<string>();
      const created = new Set<string>();
      const deed = async ({ kind, at }: { kind: string; at: number }) => {
        const id = threads[at]?._id ?? '';
        const thread = `/content/threads/${id}`;
        if (kind === 'new') return void created.add(await forum.newThread(ada, sectionId));
        stirred.add(id);
        if (kind === 'reply') return forum.post(`${thread}/posts`, { as: ada, body: { body: 'Up' } });
        if (kind === 'delete') return forum.call('DELETE', thread, { as: mo });
        return forum.call(kind === 'pin' ? 'PUT' : 'DELETE', `${thread}/pin`, { as: mo });
      };

      const read = async (query: string) => {
        const page = await forum.get(`${path}?${query}`);
        if (page.status !== 200) throw new Error(JSON.stringify(page.body));
        return page;
      };
      const seen: string[] = [];
      let cursor: unknown;
      if (!isForward) {
        // Backwards from the very end, which is met first of all.
        const first = await read('limit=29');
        const last = await read(`limit=100&cursor=${first.body.next}`);
        seen.push(...itemsOf(last).map(({ id }) => String(id)));
        cursor = last.body.previous;
      }
      for (let step = 0; step === 0 || typeof cursor === 'string'; step += 1) {
        const { limit, acts } = pages[step] ?? { limit: 5, acts: [] };
        const page = await read(`limit=${limit}${typeof cursor === 'string' ? `&cursor=${cursor}` : ''}`);
        seen.push(...itemsOf(page).map(({ id }) => String(id)));
        cursor = isForward ? page.body.next : page.body.previous;
        for (const one of acts) await deed(one);
      }

      for (const { _id } of threads.filter(({ _id }) => !stirred.has(_id)))
        t.is(seen.filter((id) => id === _id).length, 1);
      for (const id of seen) t.true(threads.some(({ _id }) => _id === id) || created.has(id));
    }),
    { numRuns: 12 },
  );
});
