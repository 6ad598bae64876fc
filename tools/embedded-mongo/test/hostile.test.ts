import { once } from 'node:events';
import { connect as connectTo } from 'node:net';
import test, { type ExecutionContext } from 'ava';
import { BSON, MongoClient } from 'mongodb';
import { startEmbeddedMongo } from '../src/index.js';
import { connect } from './support.js';

const start = async (t: ExecutionContext) => {
  const server = await startEmbeddedMongo({ memory: true });
  t.teardown(server.stop);
  return server;
};

/** An OP_MSG with these bytes after its flags; its length is right unless it is given. */
const message = (content: Buffer, length = 20 + content.length): Buffer => {
  const head = Buffer.alloc(20);
  for (const [at, value] of [length, 1, 0, 2013, 0].entries()) head.writeInt32LE(value, at * 4);
  return Buffer.concat([head, content]);
};

/** A section of a kind that says it is so long. */
const section = (kind: number, size: number): Buffer => {
  const bytes = Buffer.alloc(9);
  bytes.writeUInt8(kind);
  bytes.writeInt32LE(size, 1);
  return bytes;
};

const frames: [title: string, bytes: Buffer][] = [
  ['a sequence of -1 bytes', message(section(1, -1))],
  ['a body of 0 bytes', message(section(0, 0))],
  ['a body of 2 GB', message(section(0, 2 ** 31 - 1))],
  ['an unknown kind of section', message(section(7, 8))],
  ['no section at all', message(Buffer.alloc(0))],
  ['a message that is too short', message(Buffer.alloc(0), 15)],
  ['a message that is too long', message(Buffer.alloc(0), 2 ** 30)],
  ['bytes that are nothing', Buffer.from('GET / HTTP/1.1\r\nHost: forum\r\n\r\n')],
];

for (const [title, bytes] of frames) {
  test(`${title}: the client is told or dropped, and the others are served`, async (t) => {
    const server = await start(t);
    const socket = connectTo(server.port, '127.0.0.1');
    t.teardown(() => socket.destroy());
    await once(socket, 'connect');
    socket.write(bytes);
    await Promise.race([once(socket, 'data'), once(socket, 'close')]);
    const client = await connect(t, server.url);
    t.is((await client.db('forum').command({ ping: 1 })).ok, 1);
  });
}

test('a reply that is too large is an error, and the server goes on', async (t) => {
  const client = await connect(t, (await start(t)).url);
  const things = client.db('forum').collection<{ _id: number; text: string }>('things');
  const text = 'x'.repeat(3_000_000);
  for (let n = 0; n < 7; n += 1) await things.insertOne({ _id: n, text: `${n}${text}` });
  await t.throwsAsync(things.distinct('text'), { code: 10334 });
  t.is(await things.countDocuments(), 7);
});

test('an unordered bulk with very many errors tells of all of them', async (t) => {
  const client = await connect(t, (await start(t)).url);
  const things = client.db('forum').collection<{ _id: number }>('things');
  await things.insertOne({ _id: 1 });
  const error = await t.throwsAsync<Error & { writeErrors: unknown[] }>(
    things.insertMany(
      Array.from({ length: 90_000 }, () => ({ _id: 1 })),
      { ordered: false },
    ),
    { code: 11000 },
  );
  t.is(error?.writeErrors.length, 90_000);
});

test('a document nested too deeply is refused, and a date beyond reach too', async (t) => {
  const client = await connect(t, (await start(t)).url);
  const things = client.db('forum').collection('things');
  const nested = (depth: number): object => (depth === 0 ? {} : { a: nested(depth - 1) });
  await things.insertOne(nested(150));
  await t.throwsAsync(things.insertOne(nested(250)), { code: 15 });
  await t.throwsAsync(things.updateOne({}, { $set: { [Array(300).fill('a').join('.')]: 1 } }), { code: 15 });
  const deep = (depth: number): object => (depth === 0 ? { a: 1 } : { $and: [deep(depth - 1)] });
  await t.throwsAsync(things.findOne(deep(5_000)));
  t.is(await things.countDocuments(), 1);
});

test.serial('a client that asks faster than it reads does not fill the memory', async (t) => {
  const server = await start(t);
  const client = await connect(t, server.url);
  await client
    .db('forum')
    .collection('things')
    .insertOne({ text: 'x'.repeat(1_000_000) });
  const before = process.memoryUsage.rss();
  const greedy = connectTo(server.port, '127.0.0.1').pause();
  t.teardown(() => greedy.destroy());
  const body = Buffer.from(BSON.serialize({ find: 'things', $db: 'forum' }));
  const find = message(Buffer.concat([Buffer.from([0]), body]));
  for (let n = 0; n < 600; n += 1) greedy.write(find);
  for (let n = 0; n < 200; n += 1) await client.db('forum').command({ ping: 1 });
  t.true(process.memoryUsage.rss() - before < 300e6);
});

test('a connection that is cut in the middle of a message harms nobody', async (t) => {
  const server = await start(t);
  for (let n = 0; n < 50; n += 1) {
    const socket = connectTo(server.port, '127.0.0.1');
    await once(socket, 'connect');
    socket.write(message(section(0, 1000), 5000));
    socket.destroy();
  }
  const client = await MongoClient.connect(server.url);
  t.is((await client.db('forum').command({ ping: 1 })).ok, 1);
  await client.close();
});

test('a server stops though a client does not read, and runs nothing after', async (t) => {
  const server = await startEmbeddedMongo({ memory: true });
  const client = await connect(t, server.url);
  await client
    .db('forum')
    .collection('things')
    .insertOne({ text: 'x'.repeat(4_000_000) });
  await client.close();
  const greedy = connectTo(server.port, '127.0.0.1').pause();
  t.teardown(() => greedy.destroy());
  const find = message(Buffer.concat([Buffer.from([0]), BSON.serialize({ find: 'things', $db: 'forum' })]));
  for (let n = 0; n < 300; n += 1) greedy.write(find);
  const other = await MongoClient.connect(server.url);
  await other.db('forum').command({ ping: 1 });
  await other.close();
  await server.stop();
  const late = connectTo(server.port, '127.0.0.1');
  t.teardown(() => late.destroy());
  const [refusal] = await once(late, 'error');
  t.is(refusal.code, 'ECONNREFUSED');
});
