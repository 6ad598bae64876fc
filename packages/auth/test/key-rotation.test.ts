import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { AuthGetKeys } from '@obey/contracts';
import { until } from '@obey/test-servers';
import test, { type ExecutionContext } from 'ava';
import { createRemoteJWKSet, decodeProtectedHeader, errors, jwtVerify } from 'jose';
import nock from 'nock';
import type { KeyRing } from '../src/keys.js';
import { commandKeys } from '../src/keys-command.js';
import { adminEmail, call, type Forum, signIn, startForum } from './forum.js';

const main = fileURLToPath(new URL('../src/keys-main.js', import.meta.url));
const day = 86_400_000;

const rulesOfTokens = {
  issuer: 'https://forum.test',
  audience: 'https://forum.test',
  typ: 'at+jwt',
  algorithms: ['EdDSA'],
};

const setup = async (t: ExecutionContext, instances = 1) => {
  const forum = await startForum();
  t.teardown(() => forum.stop());
  const started = await Promise.all(Array.from({ length: instances }, () => forum.start()));
  const urls = started.map(({ url }) => url);
  return { forum, urls, url: urls[0] ?? '', ring: ringOf(forum) };
};

const collection = ({ db }: Forum) => db.collection<KeyRing>('keys');

const ringOf = (forum: Forum) => async (): Promise<KeyRing> => {
  const ring = await collection(forum).findOne({ _id: 'signing' });
  if (!ring) throw new Error('There is no ring.');
  return ring;
};

const kidOf = ({ keys }: Pick<KeyRing, 'keys'>, state: string) =>
  keys.find((key) => key.state === state)?.kid ?? `no ${state} key`;

/** As if so much time had passed for the keys. */
const age = async (forum: Forum, ms: number) => {
  const { version, keys } = await ringOf(forum)();
  const older = (date: Date) => new Date(date.getTime() - ms);
  const aged = keys.map((key) => ({ ...key, since: older(key.since ?? key.createdAt) }));
  await collection(forum).updateOne({ _id: 'signing', version }, { $set: { keys: aged } });
};

const published = async (url: string): Promise<string[]> => {
  const answer = await call('GET', `${url}/auth/.well-known/jwks.json`);
  return JSON.parse(answer.text).keys.map(({ kid }: { kid: string }) => kid);
};

const tokenFrom = async (url: string) => (await signIn(url, adminEmail)).accessToken;

const command = ({ env, database }: Forum, ...args: string[]) =>
  commandKeys(args, { ...env, MONGO_DATABASE: database });

/** Somebody outside, who knows nothing but the address of the keys, where nock answers with what auth serves. */
const outsider = (t: ExecutionContext, url: string) => {
  const asked = { times: 0 };
  const host = `https://${t.title.length}.forum.test`;
  nock(host)
    .persist()
    .get('/keys')
    .reply(200, async () => {
      asked.times += 1;
      return (await call('GET', `${url}/auth/.well-known/jwks.json`)).body;
    });
  t.teardown(() => nock.cleanAll());
  const open = () => createRemoteJWKSet(new URL('/keys', host), { cooldownDuration: 0 });
  return { asked, open };
};

test.serial(
  'tokens verify with what auth serves before, during and after a rotation, and nobody has to ask again',
  async (t) => {
    const { forum, url, ring } = await setup(t);
    const { asked, open } = outsider(t, url);
    const keys = open();
    const before = await tokenFrom(url);
    await jwtVerify(before, keys, rulesOfTokens);
    t.is(asked.times, 1);

    await age(forum, day);
    const first = await ring();
    await command(forum, 'rotate');
    const during = await until('the next key signs', async () => {
      const token = await tokenFrom(url);
      return decodeProtectedHeader(token).kid === kidOf(first, 'next') && token;
    });
    await jwtVerify(during, keys, rulesOfTokens);
    await jwtVerify(before, keys, rulesOfTokens);
    t.is(asked.times, 1);
    await jwtVerify(before, open(), rulesOfTokens);

    await age(forum, 11 * 60_000);
    await until(
      'the previous key is gone',
      async () => !(await published(url)).includes(kidOf(first, 'current')),
    );
    const after = open();
    await jwtVerify(await tokenFrom(url), after, rulesOfTokens);
    await jwtVerify(during, after, rulesOfTokens);
    await t.throwsAsync(jwtVerify(before, after, rulesOfTokens), { instanceOf: errors.JWKSNoMatchingKey });
  },
);

test.serial(
  'a rotation by command reaches running instances, and who asks them over the streams',
  async (t) => {
    const { forum, urls, ring } = await setup(t, 2);
    const asking = await forum.another();
    t.teardown(() => asking.stop());
    const tokens = await Promise.all(urls.map(tokenFrom));
    await age(forum, day);
    const { version, keys } = await command(forum, 'rotate');
    t.deepEqual(
      keys.map(({ state }) => state),
      ['current', 'next', 'previous'],
    );
    t.is(version, (await ring()).version);
    const kids = keys.map(({ kid }) => kid);
    for (const url of urls) {
      await until('the instance publishes them', async () => `${await published(url)}` === `${kids}`);
      await until(
        'the instance signs',
        async () => decodeProtectedHeader(await tokenFrom(url)).kid === kids[0],
      );
      for (const token of tokens) t.is((await call('GET', `${url}/auth/me`, { token })).status, 200);
    }
    const answered = await asking.ask(AuthGetKeys, {});
    t.deepEqual(
      answered.keys.map(({ kid }) => kid),
      kids,
    );
  },
);

test.serial('a key that is old is rotated by one of the instances, and all agree', async (t) => {
  const { forum, urls, ring } = await setup(t, 3);
  const first = await ring();
  await age(forum, 31 * day);
  await until('it is rotated', async () => kidOf(await ring(), 'current') === kidOf(first, 'next'));
  const turned = await ring();
  t.is(turned.version, first.version + 1);
  t.is(kidOf(turned, 'previous'), kidOf(first, 'current'));
  for (const url of urls)
    await until(
      'the instance publishes them',
      async () => `${await published(url)}` === `${turned.keys.map(({ kid }) => kid)}`,
    );
  t.is((await ring()).version, turned.version);
});

test.serial(
  'of those who rotate at once one does, and the others are told that the next key is too young',
  async (t) => {
    const { forum, ring } = await setup(t, 2);
    await age(forum, day);
    const first = await ring();
    const outcomes = await Promise.allSettled(Array.from({ length: 8 }, () => command(forum, 'rotate')));
    const refusals = outcomes.flatMap((outcome) =>
      outcome.status === 'rejected' ? [outcome.reason.code] : [],
    );
    t.deepEqual(refusals, Array(7).fill('auth.next-key-too-young'));
    const turned = await ring();
    t.is(turned.version, first.version + 1);
    t.is(kidOf(turned, 'current'), kidOf(first, 'next'));
    t.is(kidOf(turned, 'previous'), kidOf(first, 'current'));
  },
);

test.serial('a key that has leaked is out of the set at once, and the next one signs', async (t) => {
  const { forum, urls, url, ring } = await setup(t, 2);
  const { open } = outsider(t, url);
  const token = await tokenFrom(url);
  const leaked = kidOf(await ring(), 'current');
  const outcomes = await Promise.allSettled(
    Array.from({ length: 4 }, () => command(forum, 'retire', leaked)),
  );
  t.is(outcomes.filter(({ status }) => status === 'fulfilled').length, 1);
  for (const each of urls) {
    await until('it is out of the set', async () => !(await published(each)).includes(leaked));
    t.not(decodeProtectedHeader(await tokenFrom(each)).kid, leaked);
  }
  await t.throwsAsync(jwtVerify(token, open(), rulesOfTokens), { instanceOf: errors.JWKSNoMatchingKey });
  await until(
    'auth itself refuses tokens of it',
    async () => (await call('GET', `${url}/auth/me`, { token })).status === 401,
    45_000,
  );

  const old = await ring();
  await command(forum, 'retire', 'all');
  const fresh = await ring();
  t.false(fresh.keys.some(({ kid }) => old.keys.some((key) => key.kid === kid)));
});

test.serial(
  'a ring of one key, as auth made them once, is taken over, and its tokens stay good',
  async (t) => {
    const { forum, url, ring } = await setup(t);
    const token = await tokenFrom(url);
    const { keys } = await ring();
    const only = keys.flatMap(({ since: _since, ...key }) => (key.state === 'current' ? [key] : []));
    await collection(forum).updateOne({ _id: 'signing' }, { $set: { version: 1, keys: only } });
    const urls = (await Promise.all([forum.start(), forum.start()])).map((running) => running.url);
    const turned = await ring();
    t.deepEqual(
      turned.keys.map(({ state }) => state),
      ['current', 'next'],
    );
    t.is(turned.version, 2);
    for (const each of urls) {
      t.is((await call('GET', `${each}/auth/me`, { token })).status, 200);
      t.deepEqual(
        await published(each),
        turned.keys.map(({ kid }) => kid),
      );
    }
  },
);

test.serial(
  'the command line shows the keys, carries out what it is told, and says what is wrong',
  async (t) => {
    const { forum, ring } = await setup(t);
    const run = async (args: readonly string[], changes: Record<string, string> = {}) => {
      const child = spawn(process.execPath, [main, ...args], {
        env: { ...process.env, ...forum.env, MONGO_DATABASE: forum.database, ...changes },
        stdio: ['ignore', 'pipe', 'pipe'],
      });
      const ended = once(child, 'exit');
      const [stdout, stderr] = await Promise.all([text(child.stdout), text(child.stderr)]);
      const [status] = await ended;
      return { status, stdout, stderr };
    };
    const before = await ring();
    const list = await run([]);
    t.is(list.status, 0, list.stderr);
    t.regex(
      list.stdout,
      new RegExp(`^version ${before.version}\ncurrent +${kidOf(before, 'current')} since 20`),
    );
    t.notRegex(list.stdout, /eyJ/);
    const faulty: [readonly string[], Record<string, string>, RegExp][] = [
      [['rotate'], {}, /may sign from 20/],
      [['retire', 'nobody'], {}, /no signing key nobody/],
      [['retire'], {}, /retire <kid>/],
      [['turn'], {}, /no command "turn"/],
      [['rotate'], { AUTH_SECRET: 'another secret of more than thirty-two characters' }, /AUTH_SECRET/],
      [['rotate'], { MONGO_URL: '' }, /MONGO_URL is missing/],
      [['list'], { MONGO_DATABASE: 'nothing' }, /has no signing keys/],
    ];
    await Promise.all(
      faulty.map(async ([args, changes, said]) => {
        const { status, stderr } = await run(args, changes);
        t.is(status, 1, args.join(' '));
        t.regex(stderr, said);
        t.notRegex(stderr, /\n {4}at /);
      }),
    );
    t.deepEqual(await ring(), before);
    await age(forum, day);
    t.is((await run(['rotate'])).status, 0);
    t.is(kidOf(await ring(), 'current'), kidOf(before, 'next'));
  },
);
