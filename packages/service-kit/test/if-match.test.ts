import test, { type ExecutionContext } from 'ava';
import Type from 'typebox';
import { checkVersion, route, versionTag } from '../src/index.js';
import { problem, send, startShop } from './support/shop.js';

const routes = [
  route({
    method: 'PATCH',
    path: '/shop/order',
    summary: 'Change what has come to its third version',
    access: 'anyone',
    body: Type.Object({}),
    versioned: true,
    answers: { 204: null },
    handle: ({ ifMatch }) => {
      checkVersion(ifMatch, 3);
      return { status: 204, headers: { ETag: versionTag(4) } };
    },
  }),
];

const startPatching = async (t: ExecutionContext) => {
  const { url } = await startShop(t, { routes });
  return (ifMatch: string) => send(`${url}/shop/order`, 'PATCH', {}, { 'If-Match': ifMatch });
};

test('a change is made where If-Match asks for nothing, for anything, or for this version', async (t) => {
  const patch = await startPatching(t);
  for (const asked of ['', '*', '"3"', '"1", "3"', ', "3",', '"a,b","3"']) {
    const answer = await patch(asked);
    t.is(answer.status, 204, asked);
    t.is(answer.headers.get('etag'), '"4"');
  }
});

test('a change of another version is refused, and the version of now is told; a weak tag is never the same', async (t) => {
  const patch = await startPatching(t);
  for (const asked of ['"2"', '""', 'W/"3"', '"03"', '"1", "2"']) {
    const answer = await patch(asked);
    t.is(problem(answer), '412 application/problem+json request.version-passed', asked);
    t.is(answer.headers.get('etag'), '"3"');
  }
});

test('what is no list of entity tags is refused, however long', async (t) => {
  const patch = await startPatching(t);
  for (const asked of ['3', '"3', '"3 "', '*, "3"', '"3" x', `${'"a",'.repeat(1_500)}${'"'.repeat(1_001)}`])
    t.is(problem(await patch(asked)), '400 application/problem+json request.malformed', asked);
});
