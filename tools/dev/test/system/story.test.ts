import { ForumProblem } from '@obey/client';
import { isRecord } from '../../src/log-line.js';
import { withForum } from './forum.js';

const test = withForum();

test.serial('the story is played to its end, and its times are measured', async (t) => {
  t.timeout(120_000);
  const titles: string[] = [];
  const { failures, alertMs, mailMs } = await t.context.story((title) => titles.push(title));
  t.deepEqual(failures, []);
  t.true(titles.length > 15);
  t.is(typeof alertMs, 'number');
  t.is(typeof mailMs, 'number');
});

test.serial('it can be played again on the same forum', async (t) => {
  t.timeout(120_000);
  t.deepEqual((await t.context.story()).failures, []);
});

const post = (url: string, body: string) =>
  fetch(url, { method: 'POST', body, headers: { 'content-type': 'application/json' } });

const refusals: [string, (url: string) => Promise<Response>, number][] = [
  [
    'a MongoDB operator in place of an address',
    (url) => post(`${url}/auth/sign-in`, '{"email":{"$gt":""},"password":"x"}'),
    422,
  ],
  [
    'a MongoDB operator in place of a token',
    (url) => post(`${url}/auth/sign-up/confirm`, '{"token":{"$ne":null}}'),
    422,
  ],
  [
    'a field that nobody knows',
    (url) =>
      post(`${url}/auth/sign-up`, '{"nickname":"abc","email":"a@b.example","password":"12345678","rank":9}'),
    422,
  ],
  ['what is no JSON', (url) => post(`${url}/auth/sign-in`, '{"email":'), 400],
  [
    'a token that is none',
    (url) => fetch(`${url}/alerts`, { headers: { authorization: 'Bearer x.y.z' } }),
    401,
  ],
  [
    'an unsigned token',
    (url) => fetch(`${url}/alerts`, { headers: { authorization: `Bearer ${unsigned}` } }),
    401,
  ],
  ['a missing token', (url) => post(`${url}/content/categories`, '{"title":"x"}'), 401],
  ['a service that is not there', (url) => fetch(`${url}/nothing/here`), 404],
  ['a path that is not there', (url) => fetch(`${url}/content/nothing`), 404],
];

const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
const unsigned = `${part({ alg: 'none', typ: 'at+jwt' })}.${part({ sub: 'x', exp: 9_999_999_999 })}.`;

for (const [what, ask, status] of refusals)
  test.serial(
    `${what} is refused with ${status} and problem+json that tells nothing of the inside`,
    async (t) => {
      const response = await ask(t.context.forum.url);
      const text = await response.text();
      t.is(response.status, status, text);
      t.regex(response.headers.get('content-type') ?? '', /^application\/problem\+json/);
      const problem: unknown = JSON.parse(text);
      t.true(
        isRecord(problem) && typeof problem.code === 'string' && typeof problem.correlationId === 'string',
      );
      t.notRegex(text, /node_modules|\/src\/|at .*\.js:|Mongo|Redis/);
    },
  );

test.serial('plain users may not make categories', async (t) => {
  const { forum } = await t.context.join('Mallory');
  const error = await t.throwsAsync(forum.content.createCategory({ body: { title: 'Mine' } }), {
    instanceOf: ForumProblem,
  });
  t.is(error.status, 403);
});

test.serial('every service has its OpenAPI document behind the gateway', async (t) => {
  for (const service of ['auth', 'content', 'alerts', 'presence']) {
    const response = await fetch(`${t.context.forum.url}/${service}/openapi.json`);
    const document: unknown = await response.json();
    t.true(isRecord(document) && String(document.openapi).startsWith('3.1'), service);
  }
});
