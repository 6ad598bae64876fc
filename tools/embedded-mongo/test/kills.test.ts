import { setTimeout as delay } from 'node:timers/promises';
import test from 'ava';
import { type Db, MongoClient } from 'mongodb';
import { COLLECTIONS, indexFaults } from './kills/indexes.js';
import type { Order } from './kills/order.js';
import { randomOf } from './kills/random.js';
import { createWriter } from './kills/writer.js';
import { ready, spawnMain } from './main-process.js';
import { temporaryFolder } from './support.js';

const SEED = 20_261_121;
const KILLS = 50;
const WRITERS = 16;
const NAMES = Object.keys(COLLECTIONS);

test('50 kills under load lose nothing that was acknowledged and leave no index astray', async (t) => {
  t.timeout(300_000, 'kills and restarts');
  const data = await temporaryFolder(t);
  const random = randomOf(SEED);
  const writers = Array.from({ length: WRITERS }, (_, owner) => {
    const name = NAMES[owner % NAMES.length] ?? '';
    return { owner, name, writer: createWriter(owner, randomOf(SEED + owner)) };
  });
  let doubts = 0;

  async function start() {
    const running = spawnMain(t, ['--port', '0', '--data', data]);
    const client = await MongoClient.connect(await ready(running), { serverSelectionTimeoutMS: 2000 });
    return { ...running, client, db: client.db('forum') };
  }

  async function faults(db: Db, whole: boolean): Promise<string[]> {
    const found = NAMES.map(async (name) => {
      const orders = db.collection<Order>(name);
      const stored = await orders.find().hint({ $natural: 1 }).toArray();
      const own = writers.filter((writer) => writer.name === name);
      const touched = new Set(own.flatMap(({ writer }) => writer.inDoubt()));
      doubts += touched.size;
      const lost = own.flatMap(({ owner, writer }) =>
        writer.faults(stored.filter((order) => order.owner === owner)),
      );
      const looked = whole ? stored : stored.filter(({ _id }) => touched.has(_id) || random.chance(0.01));
      return [...lost, ...(await indexFaults(orders, stored, looked))];
    });
    return (await Promise.all(found)).flat();
  }

  for (let kill = 0; kill < KILLS; kill += 1) {
    const { child, client, db, exited } = await start();
    if (kill === 0) {
      for (const name of NAMES)
        await db.collection(name).createIndexes((COLLECTIONS[name] ?? []).map(({ spec }) => spec));
    }
    t.deepEqual(await faults(db, false), [], `after ${kill} kills`);
    const writing = writers.map(({ name, writer }) =>
      writer.write(db.collection<Order>(name), () => child.killed),
    );
    await Promise.race([delay(100 + random.below(300)), Promise.all(writing)]);
    child.kill('SIGKILL');
    await Promise.all(writing);
    t.is((await exited).signal, 'SIGKILL');
    await client.close();
  }
  const { child, client, db, exited } = await start();
  t.deepEqual(await faults(db, true), [], `after ${KILLS} kills`);
  await client.close();
  child.kill('SIGTERM');
  t.deepEqual(await exited, { code: 0, signal: null });
  const acknowledged = writers.reduce((sum, { writer }) => sum + writer.acknowledged(), 0);
  t.log(`${acknowledged} acknowledged writes; ${doubts} documents were in doubt when the server was killed`);
  t.true(acknowledged > KILLS * WRITERS && doubts > KILLS);
});
