import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import test, { type ExecutionContext } from 'ava';
import { MongoClient } from 'mongodb';
import { type StartError, startEmbeddedMongo } from '../src/index.js';
import { connect, temporaryFolder } from './support.js';

const MAIN = fileURLToPath(new URL('../src/main.js', import.meta.url));

type Running = { child: ChildProcess; output: { out: string; err: string }; exited: Promise<unknown[]> };

function spawnMain(t: ExecutionContext, args: string[]): Running {
  const child = spawn(process.execPath, [MAIN, ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
  const output = { out: '', err: '' };
  child.stdout?.on('data', (chunk) => (output.out += chunk));
  child.stderr?.on('data', (chunk) => (output.err += chunk));
  const exited = once(child, 'close');
  t.teardown(async () => {
    child.kill('SIGKILL');
    await exited;
  });
  return { child, output, exited };
}

async function ready({ child, output, exited }: Running): Promise<string> {
  while (!output.out.includes('\n')) {
    await Promise.race([once(child.stdout ?? child, 'data'), exited]);
    if (child.exitCode !== null) throw new Error(`embedded-mongo ended: ${output.err}`);
  }
  return output.out.replace('embedded-mongo ready at ', '').trim();
}

test('a server killed under load has every insert it acknowledged, and indexes that agree', async (t) => {
  const data = await temporaryFolder(t);
  const acknowledged: string[] = [];
  for (let round = 0; round < 4; round += 1) {
    const running = spawnMain(t, ['--port', '0', '--data', data]);
    const client = await MongoClient.connect(await ready(running), { serverSelectionTimeoutMS: 300 });
    const things = client.db('forum').collection<{ _id: string; key: string; n: number }>('things');
    await things.createIndexes([{ key: { key: 1 }, unique: true }, { key: { n: 1, key: -1 } }]);
    const target = acknowledged.length + 300;
    const write = async (writer: number) => {
      for (let n = 0; !running.child.killed; n += 1) {
        const id = `${round}-${writer}-${n}`;
        try {
          await things.insertOne({ _id: id, key: `k${id}`, n: n % 10 });
          acknowledged.push(id);
          if (acknowledged.length >= target) running.child.kill('SIGKILL');
        } catch (error) {
          if (!running.child.killed) throw error;
        }
      }
    };
    await Promise.all(Array.from({ length: 16 }, (_, writer) => write(writer)));
    await running.exited;
    await client.close();
  }
  const running = spawnMain(t, ['--port', '0', '--data', data]);
  const client = await connect(t, await ready(running));
  const things = client.db('forum').collection<{ _id: string; key: string; n: number }>('things');
  const all = await things.find().hint({ $natural: 1 }).toArray();
  const ids = new Set(all.map(({ _id }) => _id));
  const sorted = all.map(({ _id }) => _id).sort();
  t.deepEqual(
    acknowledged.filter((id) => !ids.has(id)),
    [],
  );
  for (const hint of ['_id_', 'key_1', 'n_1_key_-1']) {
    const byIndex = await things.find().hint(hint).toArray();
    t.deepEqual(byIndex.map(({ _id }) => _id).sort(), sorted, hint);
  }
  t.is((await things.findOne({ key: `k${acknowledged[0]}` }))?._id, acknowledged[0]);
  running.child.kill('SIGTERM');
  t.is((await running.exited)[0], 0);
});

test('data, indexes and multikey marks outlive a clean stop', async (t) => {
  const data = await temporaryFolder(t);
  const first = await startEmbeddedMongo({ data });
  const before = await MongoClient.connect(first.url);
  await before.db('forum').collection('things').createIndex({ tags: 1 });
  await before
    .db('forum')
    .collection('things')
    .insertOne({ tags: [1, 10] });
  await before.close();
  await first.stop();
  const second = await startEmbeddedMongo({ data });
  t.teardown(second.stop);
  const things = (await connect(t, second.url)).db('forum').collection('things');
  t.is(await things.countDocuments({ tags: { $gt: 2, $lt: 9 } }), 1);
  t.is((await things.find({ tags: 1 }).explain()).queryPlanner.winningPlan.inputStage.isMultiKey, true);
  await things.insertOne({ tags: [3] });
  t.is(await things.estimatedDocumentCount(), 2);
});

test('a second server on the same folder ends with one clear error', async (t) => {
  const data = await temporaryFolder(t);
  const server = await startEmbeddedMongo({ data });
  t.teardown(server.stop);
  const second = spawnMain(t, ['--port', '0', '--data', data]);
  t.deepEqual((await second.exited)[0], 1);
  t.regex(second.output.err, /^embedded-mongo: the folder .* is in use by another embedded-mongo.*\n$/);
  await t.throwsAsync<StartError>(startEmbeddedMongo({ data }), { code: 'embedded-mongo.folder-in-use' });
});

test('a taken port and a folder of another format end with one clear error', async (t) => {
  const taken = createServer().listen(0, '127.0.0.1');
  await once(taken, 'listening');
  t.teardown(() => taken.close());
  const address = taken.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  const first = spawnMain(t, ['--port', String(port), '--memory']);
  t.is((await first.exited)[0], 1);
  t.regex(first.output.err, new RegExp(`^embedded-mongo: port ${port} of 127.0.0.1 is taken.*\\n$`));
  const data = join(await temporaryFolder(t), 'other');
  await mkdir(data);
  await writeFile(join(data, 'WiredTiger'), 'other data');
  const second = spawnMain(t, ['--port', '0', '--data', data]);
  t.is((await second.exited)[0], 1);
  t.regex(second.output.err, /^embedded-mongo: the folder .* holds other files.*\n$/);
});
