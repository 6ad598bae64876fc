import test from 'ava';
import { MongoClient } from 'mongodb';
import { freePort, startMongo, startRedis, until } from '../src/index.js';

test("a Redis of one's own comes back on the same port after it was killed", async (t) => {
  const redis = await startRedis(t);
  const { port } = redis;
  await redis.restart();
  t.is(redis.url, `redis://127.0.0.1:${port}`);
  t.not(await freePort(), port);
});

test('a MongoDB gives each who asks a database of its own', async (t) => {
  const [one, other] = [await startMongo(t), await startMongo(t)];
  const client = await MongoClient.connect(one.url);
  t.teardown(() => client.close());
  await client.db(one.database).collection('things').insertOne({ here: true });
  t.is(await client.db(other.database).collection('things').countDocuments(), 0);
  t.not(one.database, other.database);
});

test('waiting in vain says for what', async (t) => {
  await t.throwsAsync(
    until('the moon is green', () => false, 30),
    { message: /the moon is green/ },
  );
});
