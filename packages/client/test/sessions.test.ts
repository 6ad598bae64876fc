import type { ServerResponse } from 'node:http';
import test from 'ava';
import { createClient, ForumProblem, type Session } from '../src/index.js';
import { json, problem, quick, type Seen, startServer } from './support/forum.js';

const old: Session = { accessToken: 'old', refreshToken: 'r-old' };
const renewed = { accessToken: 'new', refreshToken: 'r-new', tokenType: 'Bearer', expiresIn: 300 };

/** Takes the new token only, and gives it for the old refresh token. */
const strict = ({ path, headers, body }: Seen, response: ServerResponse) => {
  if (path === '/auth/token') {
    const isGood = JSON.stringify(body) === '{"refreshToken":"r-old"}';
    return isGood ? json(response, 200, renewed) : problem(response, 401, 'auth.refresh-token-invalid');
  }
  return headers.authorization === 'Bearer new'
    ? json(response, 200, { count: 1 })
    : problem(response, 401, 'token.invalid');
};

const refreshes = (seen: readonly Seen[]) => seen.filter(({ path }) => path === '/auth/token').length;

test('who signs in is who calls from then on, until they sign out', async (t) => {
  const { url, seen } = await startServer(t, ({ path }, response) =>
    path === '/auth/sign-in'
      ? json(response, 200, { ...renewed, user: { id: '1', nickname: 'Ann' } })
      : path === '/auth/sign-out'
        ? response.writeHead(204).end()
        : json(response, 200, { count: 0 }),
  );
  const kept: (Session | undefined)[] = [];
  const forum = createClient({ baseUrl: url, onSession: (session) => kept.push(session) });
  t.like(await forum.signIn({ email: 'ann@people.example', password: 'x' }), { nickname: 'Ann' });
  await forum.alerts.getUnreadCount();
  await forum.signOut();
  await forum.alerts.getUnreadCount();
  t.deepEqual(
    seen.map(({ headers }) => headers.authorization),
    [undefined, 'Bearer new', 'Bearer new', undefined],
  );
  t.deepEqual(kept, [{ accessToken: 'new', refreshToken: 'r-new' }, undefined]);
  t.is(forum.session(), undefined);
});

test('an expired token is renewed once, however many calls find it expired, and they are sent again', async (t) => {
  const { url, seen } = await startServer(t, strict);
  const kept: (Session | undefined)[] = [];
  const forum = createClient({ baseUrl: url, session: old, onSession: (session) => kept.push(session) });
  const counts = await Promise.all(Array.from({ length: 5 }, () => forum.alerts.getUnreadCount()));
  t.deepEqual(counts, Array(5).fill({ count: 1 }));
  t.is(refreshes(seen), 1);
  t.like(kept, [{ accessToken: 'new' }]);
});

test('the body of a call that is sent again is the same', async (t) => {
  const { url, seen } = await startServer(t, strict);
  const body = { title: 'Tea' };
  await createClient({ baseUrl: url, session: old }).content.createCategory({ body });
  t.deepEqual(
    seen.filter(({ path }) => path === '/content/categories').map((one) => one.body),
    [body, body],
  );
});

test('a session that can be renewed no more ends, and the refusal is told', async (t) => {
  const { url, seen } = await startServer(t, strict);
  const kept: (Session | undefined)[] = [];
  const session = { ...old, refreshToken: 'used' };
  const forum = createClient({ baseUrl: url, session, onSession: (next) => kept.push(next) });
  await t.throwsAsync(forum.alerts.getUnreadCount(), { instanceOf: ForumProblem, message: /token\.invalid/ });
  t.deepEqual(kept, [undefined]);
  t.is(refreshes(seen), 1);
});

test('where it can be renewed no more, another one may be had otherwise', async (t) => {
  const { url } = await startServer(t, strict);
  const onExpired = async () => ({ accessToken: 'new', refreshToken: 'r-new' });
  const forum = createClient({ baseUrl: url, session: { ...old, refreshToken: 'used' }, onExpired });
  t.deepEqual(await forum.alerts.getUnreadCount(), { count: 1 });
});

test('while auth is away the session stays, and the call is refused', async (t) => {
  const { url } = await startServer(t, (request, response) =>
    request.path === '/auth/token' ? problem(response, 503, 'unavailable') : strict(request, response),
  );
  const forum = createClient({ baseUrl: url, session: old, retry: { ...quick, withinMs: 20 } });
  await t.throwsAsync(forum.alerts.getUnreadCount(), { instanceOf: ForumProblem, message: /^503/ });
  t.deepEqual(forum.session(), old);
});

test('who has signed out while a session was renewed stays signed out', async (t) => {
  const { url } = await startServer(t, async (request, response) => {
    if (request.path === '/auth/sign-out') return void response.writeHead(204).end();
    if (request.path === '/auth/token') {
      await forum.signOut();
    }
    return strict(request, response);
  });
  const forum = createClient({ baseUrl: url, session: old });
  await t.throwsAsync(forum.alerts.getUnreadCount(), { instanceOf: ForumProblem });
  t.is(forum.session(), undefined);
});

test('who cannot reach the forum signs out here all the same, and is told', async (t) => {
  const { url } = await startServer(t, (_, response) => response.destroy());
  const kept: (Session | undefined)[] = [];
  const forum = createClient({
    baseUrl: url,
    session: old,
    retry: false,
    onSession: (next) => kept.push(next),
  });
  await t.throwsAsync(forum.signOut());
  t.is(forum.session(), undefined);
  t.deepEqual(kept, [undefined]);
});

test('who signs out of a session that has ended has signed out', async (t) => {
  const { url } = await startServer(t, strict);
  const forum = createClient({ baseUrl: url, session: { ...old, refreshToken: 'used' } });
  await forum.signOut();
  t.is(forum.session(), undefined);
});

test('a session that another page has renewed meanwhile is renewed from there', async (t) => {
  const { url, seen } = await startServer(t, strict);
  let shared: Session | undefined = { accessToken: 'old', refreshToken: 'r-before' };
  const onSession = (next: Session | undefined) => {
    shared = next;
  };
  const forum = createClient({ baseUrl: url, session: () => shared, onSession });
  shared = old;
  t.deepEqual(await forum.alerts.getUnreadCount(), { count: 1 });
  t.deepEqual(
    seen.filter(({ path }) => path === '/auth/token').map(({ body }) => body),
    [{ refreshToken: 'r-old' }],
  );
  t.like(shared, { refreshToken: 'r-new' });
});

test('a session that another page has begun or ended is taken up', async (t) => {
  const { url } = await startServer(t, strict);
  const kept: (Session | undefined)[] = [];
  const forum = createClient({ baseUrl: url, onSession: (next) => kept.push(next) });
  forum.resume({ accessToken: 'new', refreshToken: 'r-new' });
  t.deepEqual(await forum.alerts.getUnreadCount(), { count: 1 });
  forum.resume(undefined);
  t.is(forum.session(), undefined);
  t.deepEqual(kept, []);
});
