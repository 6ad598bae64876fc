import test from 'ava';
import nock from 'nock';
import {
  type Call,
  createForumClient,
  Problem,
  type Session,
  Unreachable,
} from '../src/demo/forum-client.js';

const url = 'http://forum.test';
const quick = { withinMs: 2_000, baseMs: 5 };
const create: Call = {
  method: 'POST',
  path: '/content/threads/1/posts',
  body: { body: 'x' },
  correlationId: 'c-1',
};

test.before(() => {
  nock.disableNetConnect();
});
test.afterEach(() => nock.cleanAll());
test.after(() => nock.restore());

test.serial('a create is sent again after a 503, with the same Idempotency-Key', async (t) => {
  const keys: (string | undefined)[] = [];
  const forum = nock(url)
    .post(create.path, { body: 'x' })
    .reply(503, function () {
      keys.push(String(this.req.headers['idempotency-key']));
      return {};
    })
    .post(create.path, { body: 'x' })
    .reply(201, function () {
      keys.push(String(this.req.headers['idempotency-key']));
      return { id: 'p1' };
    });
  const answer = await createForumClient(url, quick).call({ ...create, idempotencyKey: 'key-1' });
  t.like(answer, { status: 201, body: { id: 'p1' }, attempts: 2 });
  t.deepEqual(keys, ['key-1', 'key-1']);
  forum.done();
});

test.serial('a connection that breaks is no answer: the call is sent again', async (t) => {
  nock(url).get('/health').replyWithError('socket hang up').get('/health').reply(200, {});
  const answer = await createForumClient(url, quick).call({
    method: 'GET',
    path: '/health',
    correlationId: 'c',
  });
  t.is(answer.attempts, 2);
});

test.serial('at a 401 the token is renewed once, and the call sent again with the new one', async (t) => {
  const session = sessionOf('old', 'new');
  nock(url, { reqheaders: { authorization: 'Bearer old' } })
    .get('/alerts')
    .reply(401, {});
  nock(url, { reqheaders: { authorization: 'Bearer new' } })
    .get('/alerts')
    .reply(200, { items: [] });
  const call: Call = { method: 'GET', path: '/alerts', correlationId: 'c', session };
  t.is((await createForumClient(url, quick).call(call)).status, 200);

  nock(url).get('/alerts').twice().reply(401, { code: 'token.invalid' });
  await t.throwsAsync(createForumClient(url, quick).call(call), { instanceOf: Problem });
});

test.serial('what the forum refuses is told with status, code, detail and correlation id', async (t) => {
  const problem = { status: 422, code: 'request.invalid', title: 'Invalid', detail: 'The title is missing.' };
  nock(url)
    .post(create.path)
    .reply(422, problem, { 'content-type': 'application/problem+json', 'x-correlation-id': 'c-9' });
  const error = await t.throwsAsync(createForumClient(url, quick).call(create), { instanceOf: Problem });
  t.is(error.message, `POST ${create.path}: 422 request.invalid The title is missing.`);
  t.is(error.answer.correlationId, 'c-9');
});

test.serial(
  'a 409 to a repeated create means that the first is under way; to a first one it is final',
  async (t) => {
    const client = createForumClient(url, quick);
    const keyed = { ...create, idempotencyKey: 'key-2' };
    nock(url).post(create.path).reply(504).post(create.path).reply(409, {}).post(create.path).reply(201, {});
    t.is((await client.call(keyed)).attempts, 3);
    nock(url).post(create.path).reply(409, {});
    await t.throwsAsync(client.call(keyed), { instanceOf: Problem });
  },
);

test.serial('it gives up when the time is over, and says what happened last', async (t) => {
  const client = createForumClient(url, { withinMs: 50, baseMs: 5 });
  nock(url)
    .persist()
    .get('/health')
    .reply(503, { code: 'unavailable' }, { 'content-type': 'application/json' });
  const call: Call = { method: 'GET', path: '/health', correlationId: 'c' };
  await t.throwsAsync(client.call(call), { instanceOf: Problem, message: /503 unavailable/ });
  nock.cleanAll();
  nock(url).persist().get('/health').replyWithError('refused');
  await t.throwsAsync(client.call(call), { instanceOf: Unreachable, message: /within 0\.05 s.*refused/s });
});

const sessionOf = (...tokens: string[]): Session => ({
  accessToken: () => tokens[0] ?? '',
  async refresh() {
    if (tokens.length > 1) tokens.shift();
  },
});
