import test from 'ava';
import fc from 'fast-check';
import {
  type Page,
  type PageQuery,
  type Place,
  page,
  Refusal,
  type Stretch,
  searchedPage,
} from '../src/index.js';

interface Item {
  readonly at: number;
  readonly id: string;
}

const compare = ([at = 0, id = '']: Place, [otherAt = 0, otherId = '']: Place) =>
  Number(at) - Number(otherAt) || (id < otherId ? -1 : id > otherId ? 1 : 0);
const placeOf = ({ at, id }: Item): Place => [at, id];

/** A list as a store would hold it: sorted by time, then id. */
const listOf = (items: readonly Item[], of: unknown = 'orders') => {
  const sorted = () => [...items].sort((a, b) => compare(placeOf(a), placeOf(b)));
  const fetch = async ({ from, direction, limit }: Stretch) => {
    const ordered = direction === 'after' ? sorted() : sorted().reverse();
    const sign = direction === 'after' ? 1 : -1;
    return ordered
      .filter((item) => from === undefined || sign * compare(placeOf(item), from) > 0)
      .slice(0, limit);
  };
  const read = (query: PageQuery): Promise<Page<Item>> => page(query, { of, placeOf, fetch });
  return { sorted, fetch, read };
};

const items = fc.uniqueArray(fc.record({ at: fc.nat(5), id: fc.stringMatching(/^[a-z]{1,4}$/) }), {
  selector: ({ id }) => id,
  maxLength: 40,
});

test('a list read page by page, to its end and back, has every item once and in order', async (t) => {
  await fc.assert(
    fc.asyncProperty(items, fc.integer({ min: 1, max: 7 }), async (given, limit) => {
      const { sorted, read } = listOf(given);
      let current = await read({ limit });
      const forth = [...current.items];
      if (current.previous !== null) return false;
      while (current.next !== null) {
        current = await read({ limit, cursor: current.next });
        forth.push(...current.items);
      }
      const back = [...current.items];
      while (current.previous !== null) {
        current = await read({ limit, cursor: current.previous });
        back.unshift(...current.items);
      }
      t.deepEqual(forth, sorted());
      t.deepEqual(back, sorted());
      return true;
    }),
  );
});

test('a list that is begun in its middle goes on to both ends', async (t) => {
  await fc.assert(
    fc.asyncProperty(items, fc.nat(5), fc.integer({ min: 1, max: 7 }), async (given, at, limit) => {
      const { sorted, fetch } = listOf(given);
      const read = (query: PageQuery) => page(query, { of: 'orders', placeOf, start: [at, ''], fetch });
      const first = await read({ limit });
      const all = [...first.items];
      for (let { next } = first; next !== null; ) {
        const after = await read({ limit, cursor: next });
        all.push(...after.items);
        next = after.next;
      }
      t.true(all.every((item) => item.at >= at));
      for (let { previous } = first; previous !== null; ) {
        const before = await read({ limit, cursor: previous });
        all.unshift(...before.items);
        previous = before.previous;
      }
      t.deepEqual(all, sorted());
      return true;
    }),
  );
});

test('while others write, what was there all along comes once and is never skipped', async (t) => {
  await fc.assert(
    fc.asyncProperty(items, fc.array(items), fc.integer({ min: 1, max: 5 }), async (given, writes, limit) => {
      const stored = [...given];
      const lasting = new Set(given.filter((_, index) => index % 2 === 0).map(({ id }) => id));
      const { read } = listOf(stored);
      const seen: string[] = [];
      let cursor: string | null | undefined;
      for (let turn = 0; cursor !== null; turn += 1) {
        const current: Page<Item> = await read({ limit, ...(cursor !== undefined && { cursor }) });
        seen.push(...current.items.map(({ id }) => id));
        cursor = current.next;
        const gone = stored.findIndex(({ id }) => !lasting.has(id));
        if (gone !== -1) stored.splice(gone, 1);
        for (const { at, id } of writes[turn] ?? []) stored.push({ at, id: `new-${turn}-${id}` });
        if (turn > 500) return false;
      }
      t.is(new Set(seen).size, seen.length);
      return [...lasting].every((id) => seen.includes(id));
    }),
  );
});

test('a page that was emptied meanwhile leads back to all that is left, from either end', async (t) => {
  const given = Array.from({ length: 6 }, (_, at) => ({ at, id: `i${at}` }));
  const { read } = listOf(given);
  const { next } = await read({ limit: 2 });
  const second = await read({ limit: 2, cursor: next ?? '' });
  given.splice(2);
  const emptied = await read({ limit: 2, cursor: next ?? '' });
  t.like(emptied, { items: [], next: null });
  t.like(await read({ limit: 1, cursor: emptied.previous ?? '' }), { items: [{ at: 1 }], next: null });

  given.splice(0, 2, { at: 4, id: 'i4' });
  const before = await read({ limit: 2, cursor: second.previous ?? '' });
  t.like(before, { items: [], previous: null });
  t.like(await read({ limit: 1, cursor: before.next ?? '' }), { items: [{ at: 4 }], previous: null });

  given.splice(0);
  t.deepEqual(await read({ limit: 2, cursor: before.next ?? '' }), { items: [], next: null, previous: null });
});

test('a search that stops now and then finds everything once, both ways, by pages that may be empty', async (t) => {
  const some = fc.record({
    limit: fc.integer({ min: 1, max: 4 }),
    most: fc.integer({ min: 1, max: 9 }),
    sought: fc.nat(5),
  });
  await fc.assert(
    fc.asyncProperty(items, some, async (given, { limit, most, sought }) => {
      const { sorted, fetch } = listOf(given);
      const isFound = ({ at }: Item) => at === sought;
      const read = (query: PageQuery) =>
        searchedPage<Item>(query, {
          of: 'orders',
          placeOf,
          search: async (stretch) => {
            const looked = await fetch({ ...stretch, limit: most });
            const last = looked.at(-1);
            return {
              items: looked.filter(isFound).slice(0, stretch.limit),
              until: last && looked.length === most ? placeOf(last) : undefined,
            };
          },
        });
      const forth: Item[] = [];
      let current = await read({ limit });
      forth.push(...current.items);
      for (let turn = 0; current.next !== null && turn < 100; turn += 1) {
        current = await read({ limit, cursor: current.next });
        forth.push(...current.items);
      }
      const back = [...current.items];
      for (let turn = 0; current.previous !== null && turn < 100; turn += 1) {
        current = await read({ limit, cursor: current.previous });
        back.unshift(...current.items);
      }
      t.deepEqual(forth, sorted().filter(isFound));
      t.deepEqual(back, sorted().filter(isFound));
    }),
  );
});

test('a cursor that was changed, or is of another list, is refused', async (t) => {
  const given = Array.from({ length: 5 }, (_, index) => ({ at: index, id: `i${index}` }));
  const { read } = listOf(given);
  const { next } = await read({ limit: 2 });
  const cursor = next ?? '';
  const refused = async (text: string, of?: unknown) => {
    const error = await t.throwsAsync(listOf(given, of).read({ limit: 2, cursor: text }), {
      instanceOf: Refusal,
    });
    t.is(error?.kind, 'invalid');
    t.is(error?.extra.errors?.[0]?.pointer, '/cursor');
  };
  await refused(cursor, 'other orders');
  for (const text of [
    '',
    'x',
    'bnVsbA',
    Buffer.from('[1]').toString('base64url'),
    `x${cursor}`,
    cursor.slice(0, -3),
  ])
    await refused(text);
  const [sum, ...place]: unknown[] = JSON.parse(Buffer.from(cursor, 'base64url').toString());
  const forged = (changed: unknown[]) => Buffer.from(JSON.stringify([sum, ...changed])).toString('base64url');
  t.is(forged(place), cursor);
  await refused(forged([1, 3, 'i3']));
  await refused(forged([0, ...place.slice(1)]));
  await refused(forged([1, { $gt: '' }, 'i1']));
});

test('20 items are a page if nobody says how many', async (t) => {
  const { read } = listOf(Array.from({ length: 30 }, (_, index) => ({ at: 0, id: `i${index}` })));
  t.is((await read({})).items.length, 20);
});
