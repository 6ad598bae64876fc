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
  t.deepEqual(merged.paths['/shop/one'].get.responses, answer('ShopOne'));
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
