import { AskTimeout, Outage } from '@obey/choreography';
import { freePort } from '@obey/test-servers';
import test from 'ava';
import { Redis } from 'ioredis';
import { MongoClient } from 'mongodb';
import Type from 'typebox';
import { type RefusalKind, refuse, route } from '../src/index.js';
import { problemOf } from '../src/problem.js';
import { problem, send, startShop } from './support/shop.js';

const thrownBy = (act: () => unknown): unknown => {
  try {
    return act();
  } catch (error) {
    return error;
  }
};

const rejectedBy = (promise: Promise<unknown>): Promise<unknown> => promise.catch((error: unknown) => error);

test('each kind of refusal has its status', (t) => {
  const expected: Record<RefusalKind, number> = {
    malformed: 400,
    unauthenticated: 401,
    forbidden: 403,
    'not-found': 404,
    'method-not-allowed': 405,
    conflict: 409,
    gone: 410,
    'precondition-failed': 412,
    'too-large': 413,
    'unsupported-media-type': 415,
    invalid: 422,
    'too-many': 429,
    'bad-gateway': 502,
    unavailable: 503,
    'gateway-timeout': 504,
  };
  const kinds: RefusalKind[] = [
    'malformed',
    'unauthenticated',
    'forbidden',
    'not-found',
    'method-not-allowed',
  ];
  kinds.push('conflict', 'gone', 'precondition-failed', 'too-large', 'unsupported-media-type', 'invalid');
  kinds.push('too-many', 'bad-gateway', 'unavailable', 'gateway-timeout');
  for (const kind of kinds) {
    const thrown = thrownBy(() => refuse(kind, 'shop.no', 'No.'));
    t.is(problemOf(thrown, 'flow').problem.status, expected[kind], kind);
  }
});

test('a refusal is shown as it is: code, detail, fields, and when to come back', (t) => {
  const errors = [{ in: 'body', pointer: '/a', detail: 'is bad' }] as const;
  const thrown = thrownBy(() => refuse('too-many', 'shop.busy', 'Wait.', { errors, retryAfterSeconds: 1.2 }));
  const { problem: shown, headers, fault } = problemOf(thrown, 'flow');
  t.deepEqual(shown, {
    type: 'urn:problem:shop.busy',
    title: 'Too many requests',
    status: 429,
    detail: 'Wait.',
    code: 'shop.busy',
    errors,
    correlationId: 'flow',
  });
  t.deepEqual(headers, { 'Retry-After': '2' });
  t.is(fault, undefined);
});

test('whatever else is thrown is a 500 that tells nothing of the inside', (t) => {
  for (const thrown of [
    new Error('secret at /etc'),
    new TypeError('secret'),
    'secret',
    undefined,
    { code: 1 },
  ]) {
    const { problem: shown, fault } = problemOf(thrown, 'flow');
    t.is(shown.status, 500);
    t.is(shown.code, 'internal');
    t.false(JSON.stringify(shown).includes('secret'));
    t.is(fault, 'broken');
  }
});

test('absent services, and stores that really are away, are a 503 with Retry-After', async (t) => {
  const nobody = `127.0.0.1:${await freePort()}`;
  const mongo = new MongoClient(`mongodb://${nobody}`, { serverSelectionTimeoutMS: 50 });
  t.teardown(() => mongo.close());
  const redis = new Redis(`redis://${nobody}`, { maxRetriesPerRequest: 0, lazyConnect: true });
  redis.on('error', () => {});
  t.teardown(() => redis.disconnect());
  const impatient = new Redis(`redis://${nobody}`, { enableOfflineQueue: false, lazyConnect: true });
  impatient.on('error', () => {});
  t.teardown(() => impatient.disconnect());
  const outages = [
    new Outage('The mail server'),
    new AskTimeout('GetUser', 2_000),
    new Error('cannot save', { cause: new Outage('X') }),
    await rejectedBy(mongo.db('a').collection('b').findOne()),
    await rejectedBy(redis.get('a')),
    await rejectedBy(impatient.get('a')),
    await rejectedBy(fetch(`http://${nobody}`)),
  ];
  for (const outage of outages) {
    const { problem: shown, headers, fault } = problemOf(outage, 'flow');
    t.is(shown.status, 503, String(outage));
    t.is(shown.code, 'unavailable');
    t.is(headers['Retry-After'], '2');
    t.is(fault, 'outage');
  }
});

const failing = (path: string, fail: () => Promise<never> | never) =>
  route({
    method: 'GET',
    path,
    summary: 'Fail',
    access: 'anyone',
    answers: { 200: Type.Object({}) },
    handle: fail,
  });

test('a failing handler is answered with a problem, and the next request is served', async (t) => {
  const routes = [
    failing('/shop/broken', () => {
      throw new Error('secret');
    }),
    failing('/shop/gone', async () => refuse('gone', 'shop.gone', 'It was sold.')),
  ];
  const { url } = await startShop(t, { routes });
  const broken = await send(`${url}/shop/broken`, 'GET', undefined, { 'X-Correlation-Id': 'flow-7' });
  t.is(problem(broken), '500 application/problem+json internal');
  t.is(broken.body.correlationId, 'flow-7');
  t.false(JSON.stringify(broken.body).includes('secret'));
  t.is(problem(await send(`${url}/shop/gone`, 'GET')), '410 application/problem+json shop.gone');
});
