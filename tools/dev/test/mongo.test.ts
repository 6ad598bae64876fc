import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import test, { type ExecutionContext } from 'ava';
import { MongoClient } from 'mongodb';
import { inCheckout } from '../bootstrap/checkout.mjs';
import { withMongo } from '../bootstrap/mongod.mjs';
import { planMongo } from '../src/mongo.js';
import { temporaryFolder } from './helpers/folder.js';

/** Makes the environment what a test says, and gives the real one back. */
const withEnvironment = (t: ExecutionContext, changes: { MONGO_URL?: string; PATH?: string }) => {
  const { MONGO_URL, PATH } = process.env;
  Object.assign(process.env, { MONGO_URL: '', ...changes });
  t.teardown(() => Object.assign(process.env, { MONGO_URL: MONGO_URL ?? '', PATH }));
};

/** A folder with a `mongod` that takes mongod's own options, and writes down which. */
const fakeMongod = async (t: ExecutionContext, body: string) => {
  const folder = await temporaryFolder(t);
  await writeFile(join(folder, 'mongod'), `#!/usr/bin/env node\n${body}`, { mode: 0o755 });
  return folder;
};

const embedded = JSON.stringify(inCheckout('tools/embedded-mongo/dist/src/index.js'));
const standIn = (notes: string) => `
const [, folder, , port, , host] = process.argv.slice(2);
require('node:fs').writeFileSync(${JSON.stringify(notes)}, JSON.stringify({ args: process.argv.slice(2) }));
import(${embedded}).then(async ({ startEmbeddedMongo }) => {
  const server = await startEmbeddedMongo({ data: folder, port: Number(port), host });
  process.once('SIGTERM', () => server.stop().then(() => process.exit(0)));
});
`;

test.serial('tests run on a mongod of the PATH, which ends with them and leaves no folder', async (t) => {
  const notes = join(await temporaryFolder(t), 'notes.json');
  const folder = await fakeMongod(t, standIn(notes));
  withEnvironment(t, { PATH: `${folder}${delimiter}${process.env.PATH}` });
  const url = await withMongo(async (mongoUrl) => {
    const client = await MongoClient.connect(mongoUrl ?? '');
    await client.db('forum').collection('things').insertOne({ n: 1 });
    await client.close();
    return mongoUrl ?? '';
  });
  const { args } = JSON.parse(await readFile(notes, 'utf8'));
  t.is(`mongodb://${args[5]}:${args[3]}`, url);
  t.false(existsSync(args[1]));
  await t.throwsAsync(MongoClient.connect(url, { serverSelectionTimeoutMS: 500 }));
});

test.serial('a run that fails on it ends the mongod too', async (t) => {
  const notes = join(await temporaryFolder(t), 'notes.json');
  const folder = await fakeMongod(t, standIn(notes));
  withEnvironment(t, { PATH: `${folder}${delimiter}${process.env.PATH}` });
  await t.throwsAsync(
    withMongo(() => Promise.reject(new Error('the run failed'))),
    {
      message: 'the run failed',
    },
  );
  t.false(existsSync(JSON.parse(await readFile(notes, 'utf8')).args[1]));
});

test.serial('a mongod that does not start is one clear error', async (t) => {
  const folder = await fakeMongod(t, 'process.exit(14)');
  withEnvironment(t, { PATH: `${folder}${delimiter}${process.env.PATH}` });
  await t.throwsAsync(
    withMongo(async () => 'never'),
    { message: /^mongod ended \(14\) before it was ready; .*/ },
  );
});

test.serial('MONGO_URL comes before a mongod, and a mongod before the embedded database', async (t) => {
  const folder = await fakeMongod(t, 'process.exit(14)');
  withEnvironment(t, { PATH: `${folder}${delimiter}${process.env.PATH}`, MONGO_URL: 'mongodb://db:1' });
  t.is(await withMongo(async (mongoUrl) => mongoUrl), 'mongodb://db:1');
  t.is(planMongo('.obey', 1, 'mongodb://db:1').kind, 'elsewhere');
  t.is(planMongo('.obey', 1, undefined).kind, 'mongod');
});

test.serial('without either the tests start embedded databases, and so does npm start', async (t) => {
  withEnvironment(t, { PATH: await temporaryFolder(t) });
  t.is(await withMongo(async (mongoUrl) => mongoUrl), undefined);
  t.is(planMongo('.obey', 1, undefined).kind, 'embedded');
});
