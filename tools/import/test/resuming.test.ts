import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { until } from '@obey/test-servers';
import test, { type ExecutionContext } from 'ava';
import { forumText } from '../src/index.js';
import { type Place, startPlace } from './support/forum.js';

const main = fileURLToPath(new URL('../src/main.js', import.meta.url));

const generated = async (place: Place, posts: number) => {
  const path = await place.fileOf([]);
  await writeFile(path, [...forumText({ seed: 3, posts, threads: 100, users: 80 })].join(''));
  return path;
};

/** Runs the command, in a process of its own. */
const runImport = (t: ExecutionContext, place: Place, path: string) => {
  const args = [
    ...[main, path, '--source', 'old', '--mongo-url', place.mongoUrl, '--redis-url', place.redisUrl],
    ...['--auth-database', place.authDatabase, '--content-database', place.contentDatabase],
  ];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'pipe'] });
  t.teardown(() => child.kill('SIGKILL'));
  let output = '';
  child.stdout.on('data', (data) => {
    output += data;
  });
  child.stderr.on('data', (data) => {
    output += data;
  });
  const ended = once(child, 'close').then(([code, signal]) => ({ code, signal, output }));
  return { kill: (signal: NodeJS.Signals) => child.kill(signal), ended };
};

/** All that was imported, without what is kept of messages for a while. */
const everything = async ({ authDb, contentDb }: Place) => {
  const of = (db: typeof authDb, name: string) =>
    db
      .collection(name)
      .find({}, { projection: { outbox: 0 } })
      .sort({ _id: 1 })
      .toArray();
  return {
    users: await of(authDb, 'users'),
    categories: await of(contentDb, 'categories'),
    sections: await of(contentDb, 'sections'),
    threads: await of(contentDb, 'threads'),
    posts: await of(contentDb, 'posts'),
    imports: await of(contentDb, 'imports'),
  };
};

test.serial('an import that is killed again and again comes to the same as one that is not', async (t) => {
  const place = await startPlace(t);
  const path = await generated(place, 6_000);
  const posts = place.contentDb.collection('posts');
  for (const enough of [500, 1_500, 2_500]) {
    const { kill, ended } = runImport(t, place, path);
    await until(`there are ${enough} posts`, async () => (await posts.countDocuments()) >= enough, 120_000);
    kill('SIGKILL');
    t.is((await ended).signal, 'SIGKILL');
  }
  const { code, output } = await runImport(t, place, path).ended;
  t.is(code, 0, output);
  t.regex(output, /0 bad lines/);

  const other = await startPlace(t);
  await other.import(path);
  t.deepEqual(await everything(place), await everything(other));
  const users = await until('everybody was told of', async () => {
    const said = (await place.said()).filter(({ type }) => type === 'auth.user.changed');
    const told = new Set(said.map(({ subject }) => subject));
    return told.size === 80 && told;
  });
  t.is(users.size, 80);
});

test.serial('an import that is asked to stop says where, and goes on from there', async (t) => {
  const place = await startPlace(t);
  const path = await generated(place, 4_000);
  const posts = place.contentDb.collection('posts');
  const { kill, ended } = runImport(t, place, path);
  await until('there are posts', async () => (await posts.countDocuments()) > 0, 120_000);
  kill('SIGINT');
  const { code, output } = await ended;
  t.is(code, 130, output);
  t.regex(output, /Stopped after line [\d,]+; run it again to go on/);
  const { added, present } = await place.import(path);
  t.deepEqual([added + present, await posts.countDocuments()], [4_000 + 80 + 16, 4_000]);
});

test.serial('bad lines make the exit code 2, and what is no forum 1', async (t) => {
  const place = await startPlace(t);
  const { code, output } = await runImport(t, place, await place.fileOf(['{}'])).ended;
  t.is(code, 2, output);
  t.regex(output, /line 1: \/kind must be user, .* \(import\.no-such-kind\)/);
  const missing = await runImport(t, place, '/no/such/file').ended;
  t.is(missing.code, 1);
  t.regex(missing.output, /no such file/);
});
