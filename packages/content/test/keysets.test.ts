import { startMongo } from '@obey/test-servers';
import test, { type ExecutionContext } from 'ava';
import { type Document, MongoClient } from 'mongodb';
import { type Order, pageOf } from '../src/keysets.js';
import { actingBetween } from './support/between.js';

interface Item {
  _id: string;
  first: boolean;
  at: number;
}

const order: Order<Item> = { first: 'first', field: 'at', kind: 'number', direction: -1, unique: false };

const itemsIn = async (t: ExecutionContext, items: readonly Item[]) => {
  const { url, database } = await startMongo(t, 'content');
  const client = await MongoClient.connect(url, { monitorCommands: true });
  t.teardown(() => client.close());
  const collection = client.db(database).collection<Item>('items');
  await collection.createIndex({ first: -1, at: -1, _id: -1 });
  await collection.insertMany([...items]);
  return { client, collection };
};

test('what changes its place while a page is read takes nothing out of the list that stays', async (t) => {
  const items = [9, 8, 7, 6, 5].map((at) => ({ _id: `first-${at}`, first: true, at }));
  const others = [9, 8, 7].map((at) => ({ _id: `other-${at}`, first: false, at }));
  const { collection } = await itemsIn(t, [...items, ...others]);
  const listed = { collection, filter: {}, order };
  const begun = await pageOf({ limit: 1 }, listed);
  // The one that the page ends with is no longer one of the first when the others are read.
  const unpinned = () => collection.updateOne({ _id: 'first-7' }, { $set: { first: false, at: 7.5 } });
  const cursorOf = ({ next }: { next: string | null }) => ({ cursor: next ?? '' });
  const second = await pageOf(
    { limit: 2, ...cursorOf(begun) },
    { ...listed, collection: actingBetween(collection, { query: 'find', after: 2, act: unpinned }) },
  );
  const rest = await pageOf({ limit: 9, ...cursorOf(second) }, listed);
  const seen = [begun, second, rest].flatMap((page) => page.items.map(({ _id }) => _id));
  for (const { _id } of [...items, ...others])
    if (_id !== 'first-7') t.is(seen.filter((id) => id === _id).length, 1, _id);
});

test('however many share the value of a place, a page reads those that are on it', async (t) => {
  const tied = (index: number) => ({ _id: String(1_000 + index), first: index % 2 === 0, at: 1 });
  const { client, collection } = await itemsIn(
    t,
    Array.from({ length: 600 }, (_, index) => tied(index)),
  );
  const commands: Document[] = [];
  client.on('commandStarted', ({ command }) => {
    if ('find' in command) commands.push(command);
  });
  const seen: string[] = [];
  let cursor: string | null | undefined;
  while (cursor !== null) {
    const page = await pageOf(
      { limit: 50, ...(cursor !== undefined && { cursor }) },
      { collection, filter: {}, order },
    );
    seen.push(...page.items.map(({ _id }) => _id));
    cursor = page.next;
  }
  t.is(new Set(seen).size, 600);
  t.is(seen.length, 600);
  t.true(commands.length > 12);
  for (const { find, filter, sort, limit } of commands) {
    const asked = { find, filter, sort, limit };
    const { executionStats } = await client
      .db(collection.dbName)
      .command({ explain: asked, verbosity: 'executionStats' });
    t.true(executionStats.totalKeysExamined <= limit + 1, JSON.stringify([asked, executionStats]));
  }
});
