import { Validator } from '@seriousme/openapi-schema-validator';
import test from 'ava';
import { isServiceDocument, mergeOpenApi, type ServiceDocument } from '../src/openapi.js';

const Problem = { type: 'object', properties: { code: { type: 'string' } } };
const answer = (name: string) => ({
  200: {
    description: 'Done',
    content: { 'application/json': { schema: { $ref: `#/components/schemas/${name}` } } },
  },
});

const documentOf = (
  service: string,
  schemas: Record<string, object>,
  paths: ServiceDocument['paths'] = {},
): ServiceDocument => ({
  openapi: '3.1.0',
  paths: {
    [`/${service}/one`]: { get: { operationId: `${service}.getOne`, responses: answer('One') } },
    ...paths,
  },
  components: { schemas, securitySchemes: { accessToken: { type: 'http', scheme: 'bearer' } } },
});

const frame = { serverUrl: 'https://forum.example', missing: [] };

test('schemas of one name in two services stay two, and what both have alike is there once', async (t) => {
  const merged = mergeOpenApi(
    [
      { service: 'shop', document: documentOf('shop', { One: { type: 'string' }, Problem }) },
      { service: 'post', document: documentOf('post', { One: { type: 'integer' }, Problem }) },
    ],
    frame,
  );
  t.deepEqual(Object.keys(merged.components.schemas ?? {}).sort(), ['PostOne', 'Problem', 'ShopOne']);
  t.deepEqual(Object.keys(merged.components.securitySchemes ?? {}), ['accessToken']);
  t.like(merged.paths['/shop/one']?.get, { responses: answer('ShopOne') });
  t.deepEqual(merged.servers, [{ url: 'https://forum.example' }]);
  t.like(await new Validator().validate({ ...merged }), { valid: true, errors: undefined });
});

test("a schema of one name that differs is nobody's but its service's, Problem too", (t) => {
  const merged = mergeOpenApi(
    [
      { service: 'shop', document: documentOf('shop', { One: {}, Problem }) },
      { service: 'post', document: documentOf('post', { One: {}, Problem: { type: 'object' } }) },
    ],
    frame,
  );
  t.deepEqual(Object.keys(merged.components.schemas ?? {}).sort(), ['One', 'PostProblem', 'ShopProblem']);
});

test('a service describes only paths that it is asked for', (t) => {
  const elsewhere = { '/auth/me': { get: { responses: {} } }, '/shopping': { get: { responses: {} } } };
  const document = documentOf('shop', { One: {} }, elsewhere);
  t.deepEqual(Object.keys(mergeOpenApi([{ service: 'shop', document }], frame).paths), ['/shop/one']);
});

const refusing = (codes: readonly string[], status = 409) => ({
  [status]: {
    description: `Conflict: ${codes.join(', ')}`,
    content: {
      'application/problem+json': {
        schema: { allOf: [problemRef, { type: 'object', properties: { code: { enum: codes } } }] },
      },
    },
  },
  default: { description: 'Any', content: { 'application/problem+json': { schema: problemRef } } },
});
const problemRef = { $ref: '#/components/schemas/Problem' };

const mergedShop = (...responses: readonly object[]) => {
  const paths = Object.fromEntries(
    responses.map((each, at) => [`/shop/${at}`, { get: { operationId: `shop.${at}`, responses: each } }]),
  );
  const document = { openapi: '3.1.0', paths, components: { schemas: { Problem } } };
  return mergeOpenApi([{ service: 'shop', document }], frame);
};

const codesIn = (answer: unknown): unknown =>
  Object(answer).content?.['application/problem+json'].schema.allOf[1].properties.code.enum;

test('operations are described as they are met through the gateway: with its limits and refusals', async (t) => {
  const merged = mergedShop({ ...answer('Problem'), ...refusing(['shop.slow-down'], 429) });
  const { responses } = Object(merged.paths['/shop/0']?.get);
  t.deepEqual(codesIn(responses[429]), ['shop.slow-down', 'gateway.slow-down']);
  t.like(codesIn(responses[503]), ['gateway.service-away']);
  t.deepEqual(Object.keys(responses[200].headers), ['RateLimit', 'RateLimit-Policy']);
  t.deepEqual(Object.keys(responses[429].headers), ['Retry-After', 'RateLimit', 'RateLimit-Policy']);
  t.deepEqual(codesIn(responses[502]), ['gateway.broken']);
  t.deepEqual(codesIn(responses[504]), ['gateway.too-slow', 'request.too-slow']);
  t.is(responses[504].headers, undefined);
  t.regex(responses[504].description, /^Gateway Timeout: /);
  t.like(await new Validator().validate({ ...merged }), { valid: true, errors: undefined });
});

test('a refusal that operations have alike is said once, others where they are', async (t) => {
  const merged = mergedShop(refusing(['shop.a']), refusing(['shop.a']), refusing(['shop.b']));
  const conflictOf = (path: string) => Object(merged.paths[path]?.get).responses[409];
  t.deepEqual(conflictOf('/shop/0'), { $ref: '#/components/responses/Conflict' });
  t.deepEqual(conflictOf('/shop/1'), { $ref: '#/components/responses/Conflict' });
  t.deepEqual(codesIn(merged.components.responses?.Conflict), ['shop.a']);
  t.deepEqual(codesIn(conflictOf('/shop/2')), ['shop.b']);
  t.like(await new Validator().validate({ ...merged }), { valid: true, errors: undefined });
});

test('services are shown in order, with what they say of themselves; those without a path are not', (t) => {
  const described = (service: string, paths = documentOf(service, { One: {} }).paths) => ({
    service,
    document: { openapi: '3.1.0', info: { description: `All of ${service}` }, paths },
  });
  const { tags } = mergeOpenApi([described('post'), described('mute', {}), described('shop')], {
    ...frame,
    order: ['shop', 'mute'],
  });
  t.deepEqual(tags, [
    { name: 'shop', description: 'All of shop' },
    { name: 'post', description: 'All of post' },
  ]);
});

test('what has not been seen is named', (t) => {
  const { info } = mergeOpenApi([], { ...frame, missing: ['shop'] });
  t.deepEqual(info['x-missing'], ['shop']);
  t.regex(info.description, /Missing here.*: shop\./);
});

for (const [what, value] of Object.entries({
  'a text': 'openapi',
  'another version': { openapi: '3.0.3', paths: {} },
  'a document without paths': { openapi: '3.1.0' },
  'paths that are no objects': { openapi: '3.1.0', paths: { '/shop': 1 } },
  'components that are no objects': { openapi: '3.1.0', paths: {}, components: { schemas: 1 } },
}))
  test(`${what} cannot be merged`, (t) => {
    t.false(isServiceDocument(value));
  });
