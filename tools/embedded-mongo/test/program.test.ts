import { once } from 'node:events';
import { copyFile, mkdir, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import test from 'ava';
import { MongoClient } from 'mongodb';
import { type StartError, startEmbeddedMongo } from '../src/index.js';
import { ready, spawnMain, spawnNode } from './main-process.js';
import { connect, temporaryFolder, until } from './support.js';

const PROGRAM = fileURLToPath(new URL('../../bin/embedded-mongo.js', import.meta.url));

test('the program says where it is ready, and serves', async (t) => {
  const running = spawnNode(t, PROGRAM, ['--port', '0', '--memory']);
  const url = await ready(running);
  t.regex(running.output.out, /^embedded-mongo ready at mongodb:\/\/127\.0\.0\.1:\d+\n$/);
  t.is((await (await connect(t, url)).db('forum').command({ ping: 1 })).ok, 1);
});

test('a program that is not built says in one line what to do', async (t) => {
  const folder = join(await temporaryFolder(t), 'bin');
  const copy = join(folder, 'embedded-mongo.mjs');
  await mkdir(folder);
  await copyFile(PROGRAM, copy);
  const { exited, output } = spawnNode(t, copy, []);
  t.is((await exited).code, 1);
  t.regex(output.err, /^embedded-mongo is not built yet: run `npm run build`.*\n$/);
});

test('--help tells the options', async (t) => {
  const { exited, output } = spawnMain(t, ['--help']);
  t.is((await exited).code, 0);
  t.regex(output.out, /^usage: embedded-mongo .*--port PORT.*\n$/);
});

for (const [title, args, line] of [
  ['an unknown option', ['--prot', '1', '--memory'], /Unknown option '--prot'.*; usage: /],
  ['a word too many', ['now', '--memory'], /Unexpected argument 'now'.*; usage: /],
  ['an option without its value', ['--memory', '--port'], /'--port <value>' argument missing; usage: /],
  ['a port that is none', ['--port', 'x', '--memory'], /x is no port; usage: /],
  ['a port past the last', ['--port', '65536', '--memory'], /65536 is no port; usage: /],
  [
    'a host that is not here',
    ['--host', '192.0.2.1', '--port', '0', '--memory'],
    /EADDRNOTAVAIL.*192\.0\.2\.1/,
  ],
  ['neither a folder nor memory', ['--port', '0'], /give either a data folder or memory/],
  ['both a folder and memory', ['--data', 'x', '--memory'], /give either a data folder or memory/],
  ['a folder below a file', ['--data', '/dev/null/x'], /the folder \/dev\/null\/x cannot be used \(ENOTDIR/],
  ['a file for a folder', ['--data', '/dev/null'], /the folder \/dev\/null cannot be used \(EEXIST/],
  ['a folder that cannot be made', ['--data', '/sys/x'], /the folder \/sys\/x cannot be used \(E[A-Z]+:/],
] as const) {
  test(`${title} ends the program with one clear line`, async (t) => {
    const { exited, output } = spawnMain(t, [...args]);
    t.is((await exited).code, 1);
    t.regex(output.err, line);
    t.regex(output.err, /^embedded-mongo: [^\n]+\n$/);
    t.is(output.out, '');
  });
}

test('a second server on the same folder ends with one clear error', async (t) => {
  const data = await temporaryFolder(t);
  const server = await startEmbeddedMongo({ data });
  t.teardown(server.stop);
  const second = spawnMain(t, ['--port', '0', '--data', data]);
  t.is((await second.exited).code, 1);
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
  t.is((await first.exited).code, 1);
  t.regex(first.output.err, new RegExp(`^embedded-mongo: port ${port} of 127.0.0.1 is taken.*\\n$`));
  const data = join(await temporaryFolder(t), 'other');
  await mkdir(data);
  await writeFile(join(data, 'WiredTiger'), 'other data');
  const second = spawnMain(t, ['--port', '0', '--data', data]);
  t.is((await second.exited).code, 1);
  t.regex(second.output.err, /^embedded-mongo: the folder .* holds other files.*\n$/);
});

test('a folder may have a dot in its name', async (t) => {
  const server = await startEmbeddedMongo({ data: join(await temporaryFolder(t), 'forum.data') });
  t.is((await (await connect(t, server.url)).db('forum').command({ ping: 1 })).ok, 1);
  await server.stop();
});

for (const signal of ['SIGTERM', 'SIGINT'] as const) {
  test(`${signal} under load ends the program cleanly, and what it acknowledged is kept`, async (t) => {
    const data = await temporaryFolder(t);
    const running = spawnMain(t, ['--port', '0', '--data', data]);
    const client = await MongoClient.connect(await ready(running), { serverSelectionTimeoutMS: 1000 });
    const things = client.db('forum').collection<{ _id: string }>('things');
    const acknowledged: string[] = [];
    const write = async (writer: number) => {
      for (let n = 0; !running.child.killed; n += 1) {
        const _id = `${writer}-${n}`;
        try {
          await things.insertOne({ _id });
          acknowledged.push(_id);
        } catch (error) {
          if (running.child.killed) return;
          throw error;
        }
      }
    };
    const writing = Array.from({ length: 16 }, (_, writer) => write(writer));
    await until(async () => acknowledged.length >= 100, '100 writes');
    running.child.kill(signal);
    // From a terminal it comes twice.
    running.child.kill(signal);
    t.deepEqual(await running.exited, { code: 0, signal: null });
    await Promise.all(writing);
    await client.close();
    t.is(running.output.err, '');
    const again = await startEmbeddedMongo({ data });
    const stored = (await connect(t, again.url)).db('forum').collection<{ _id: string }>('things');
    const ids = new Set((await stored.find().toArray()).map(({ _id }) => _id));
    t.deepEqual(
      acknowledged.filter((id) => !ids.has(id)),
      [],
    );
    await again.stop();
  });
}

test('a program that is stopped while it starts leaves a folder that serves', async (t) => {
  const data = await temporaryFolder(t);
  for (let afterMs = 0; afterMs <= 400; afterMs += 50) {
    const { child, exited, output } = spawnMain(t, ['--port', '0', '--data', data]);
    await delay(afterMs);
    child.kill('SIGTERM');
    const { code, signal } = await exited;
    // Before Node has loaded the program, the signal ends it as any process.
    t.true(code === 0 || signal === 'SIGTERM', `${code} ${signal} ${output.err}`);
    t.is(output.err, '');
  }
  const server = await startEmbeddedMongo({ data });
  await server.stop();
});
