import test from 'ava';
import { createClient, ForumProblem, isProblem, Unreachable } from '../src/index.js';
import { json, problem, quick, startServer } from './support/forum.js';

const id = '01a1fcc1-5d34-7a6f-9504-6c9a6c888e0b';
const path = { id };

test('a call gives the body of its answer, and nothing where there is none', async (t) => {
  const { url, seen } = await startServer(t, ({ method }, response) =>
    method === 'GET' ? json(response, 200, { count: 3 }) : response.writeHead(204).end(),
  );
  const forum = createClient({ baseUrl: url });
  t.deepEqual(await forum.alerts.getUnreadCount(), { count: 3 });
  t.is(await forum.content.lockThread({ params: { path }, body: { reason: 'Enough' } }), undefined);
  t.like(seen[1], { method: 'PUT', path: `/content/threads/${id}/lock`, body: { reason: 'Enough' } });
});

test('what the forum refuses is thrown with its code, detail, bad fields and correlation id', async (t) => {
  const errors = [{ in: 'body', pointer: '/title', detail: 'is too short' }];
  const { url } = await startServer(t, (_, response) =>
    problem(response, 422, 'request.invalid', { errors }),
  );
  const { content } = createClient({ baseUrl: url });
  const error = await t.throwsAsync(content.createCategory({ body: { title: '' } }), {
    instanceOf: ForumProblem,
    message: '422 request.invalid Not like this',
  });
  t.like(error, {
    status: 422,
    code: 'request.invalid',
    detail: 'Not like this',
    errors,
    correlationId: 'c-1',
  });
  t.true(isProblem(error, 'request.invalid'));
  t.false(isProblem(error, 'content.thread-locked'));
});

test('how long to wait, and the headers of a refusal, are told with it', async (t) => {
  const { url } = await startServer(t, (_, response) => {
    response.setHeader('Retry-After', '7');
    response.setHeader('ETag', '"4"');
    problem(response, 429, 'gateway.slow-down');
  });
  const error = await t.throwsAsync(createClient({ baseUrl: url }).alerts.getUnreadCount(), {
    instanceOf: ForumProblem,
  });
  t.is(error.retryAfterSeconds, 7);
  t.is(error.headers.get('ETag'), '"4"');
});

test('an error that is no problem+json is thrown with its status', async (t) => {
  const { url } = await startServer(t, (_, response) => response.writeHead(418).end('<h1>Tea</h1>'));
  const error = await t.throwsAsync(createClient({ baseUrl: url }).alerts.getUnreadCount(), {
    instanceOf: ForumProblem,
  });
  t.like(error, { status: 418, code: 'http.418', errors: [] });
});

test('a create carries an Idempotency-Key, the same when it is sent again, and the one that it is given', async (t) => {
  const { url, seen } = await startServer(t, (_, response, count) =>
    count === 1 ? problem(response, 503, 'unavailable') : json(response, 201, { id }),
  );
  const { content } = createClient({ baseUrl: url, retry: quick });
  t.like(await content.createPost({ params: { path }, body: { body: 'Tea' } }), { id });
  await content.createPost({
    params: { path, header: { 'Idempotency-Key': 'mine' } },
    body: { body: 'Tea' },
  });
  const [first, second, third] = seen.map(({ headers }) => headers['idempotency-key']);
  t.regex(String(first), /^[0-9a-f]{32}$/);
  t.is(second, first);
  t.is(third, 'mine');
  t.deepEqual(seen[1]?.body, { body: 'Tea' });
});

test('409 to a repeated create means that the first is under way; to a first one it is final', async (t) => {
  const statuses = [503, 409, 201, 409];
  const { url, seen } = await startServer(t, (_, response, count) =>
    problem(response, statuses[count - 1] ?? 500, 'content.under-way'),
  );
  const { content } = createClient({ baseUrl: url, retry: quick });
  await content.createPost({ params: { path }, body: { body: 'Tea' } });
  t.is(seen.length, 3);
  await t.throwsAsync(content.createPost({ params: { path }, body: { body: 'Tea' } }), { message: /^409/ });
  t.is(seen.length, 4);
});

test('what might be done twice is sent once, unless everything is to be repeated', async (t) => {
  const { url, seen } = await startServer(t, (_, response, count) =>
    count === 3 ? json(response, 202, {}) : problem(response, 503, 'unavailable'),
  );
  const body = { nickname: 'ann', email: 'ann@people.example', password: 'correct horse' };
  const { auth } = createClient({ baseUrl: url, retry: quick });
  await t.throwsAsync(auth.signUp({ body }), { message: /^503/ });
  t.is(seen.length, 1);
  await createClient({ baseUrl: url, retry: { ...quick, everything: true } }).auth.signUp({ body });
  t.is(seen.length, 3);
  t.is(seen[0]?.headers['idempotency-key'], undefined);
});

test('a connection that breaks is no answer: the call is sent again', async (t) => {
  const { url, seen } = await startServer(t, (_, response, count) =>
    count < 3 ? response.destroy() : json(response, 200, { count: 0 }),
  );
  await createClient({ baseUrl: url, retry: quick }).alerts.getUnreadCount();
  t.is(seen.length, 3);
});

test('an attempt without an answer in its time is ended, and the next one is made', async (t) => {
  const { url, seen } = await startServer(t, (_, response, count) => {
    if (count > 1) json(response, 200, { count: 0 });
  });
  const retry = { ...quick, attemptMs: 1_000 };
  await createClient({ baseUrl: url, retry }).alerts.getUnreadCount();
  t.is(seen.length, 2);
});

test('it gives up when the time is over: with the last answer, or telling what went wrong', async (t) => {
  const retry = { withinMs: 50, baseMs: 5 };
  const away = await startServer(t, (_, response) => problem(response, 503, 'unavailable'));
  await t.throwsAsync(createClient({ baseUrl: away.url, retry }).alerts.getUnreadCount(), {
    instanceOf: ForumProblem,
  });
  const broken = await startServer(t, (_, response) => response.destroy());
  const error = await t.throwsAsync(createClient({ baseUrl: broken.url, retry }).alerts.getUnreadCount(), {
    instanceOf: Unreachable,
    message: /GET \/alerts\/unread-count: no answer within 0\.05 s/,
  });
  t.truthy(error.cause);
});

test('a call ends when its signal does, and is not repeated', async (t) => {
  const { url, seen } = await startServer(t, () => gone.abort());
  const gone = new AbortController();
  const { alerts } = createClient({ baseUrl: url, retry: quick });
  await t.throwsAsync(alerts.getUnreadCount({ signal: gone.signal }), { any: true, name: 'AbortError' });
  t.is(seen.length, 1);
});

test('Retry-After is waited for', async (t) => {
  const times: number[] = [];
  const { url } = await startServer(t, (_, response, count) => {
    times.push(performance.now());
    json(response, count === 1 ? 503 : 200, { count: 0 }, count === 1 ? { 'Retry-After': '1' } : {});
  });
  await createClient({ baseUrl: url, retry: quick }).alerts.getUnreadCount();
  t.true((times[1] ?? 0) - (times[0] ?? 0) >= 990);
});

test.serial('a page without HTTPS, which has no randomUUID, makes keys too', async (t) => {
  const { url, seen } = await startServer(t, (_, response) => json(response, 201, { id }));
  const own = Object.getOwnPropertyDescriptor(crypto, 'randomUUID');
  Object.defineProperty(crypto, 'randomUUID', { value: undefined, configurable: true });
  t.teardown(() =>
    own ? Object.defineProperty(crypto, 'randomUUID', own) : Reflect.deleteProperty(crypto, 'randomUUID'),
  );
  await createClient({ baseUrl: url }).content.createPost({ params: { path }, body: { body: 'Tea' } });
  t.truthy(seen[0]?.headers['idempotency-key']);
});

test('calls of a correlated client carry its correlation id', async (t) => {
  const { url, seen } = await startServer(t, (_, response) => json(response, 200, { count: 0 }));
  const forum = createClient({ baseUrl: url });
  await forum.correlated('story-1').alerts.getUnreadCount();
  await forum.alerts.getUnreadCount();
  t.deepEqual(
    seen.map(({ headers }) => headers['x-correlation-id']),
    ['story-1', undefined],
  );
});
