import { newId, Outage } from '@obey/choreography';
import { Refusal } from '@obey/service-kit';
import test from 'ava';
import { readText } from '../src/texts.js';
import type { Writer } from '../src/users.js';

const user = (nickname: string): Writer => ({
  userId: newId(),
  version: 1,
  nickname,
  rank: 0,
  permissions: [],
  banned: false,
});
const [ada, ben] = [user('ada'), user('ben')];
const limits = { checkText: () => {} };

/** Users by what the index of names has, and by what of them is cached. */
const usersOf = (indexed: readonly Writer[], cached: readonly Writer[]) => ({
  find: async (names: readonly string[]) =>
    new Map(
      names.flatMap((name) => indexed.flatMap((one) => (one.nickname === name ? [[name, one.userId]] : []))),
    ),
  peek: async (ids: readonly string[]) =>
    new Map(cached.flatMap((one) => (ids.includes(one.userId) ? [[one.userId, one]] : []))),
});

test('a text keeps ids, tells names, and knows whom it mentions outside of quotes', async (t) => {
  const users = usersOf([ada, ben], [ada, ben]);
  const { stored, excerpt, mentioned } = await readText({ users, limits }, ada, '> @ada said\n\nHi @ben');
  t.is(stored.body, `> @[${ada.userId}] said\n\nHi @[${ben.userId}]`);
  t.is(excerpt, 'Hi @ben');
  t.deepEqual(mentioned, [ben]);
});

test('who is found and then not known any more could not be told: the text is refused for now', async (t) => {
  const away = () => Promise.reject(new Outage('Redis'));
  for (const users of [usersOf([ben], []), { ...usersOf([], [ben]), find: away }]) {
    const error = await t.throwsAsync(readText({ users, limits }, ada, 'Hi @ben'), { instanceOf: Refusal });
    t.is(error?.kind, 'unavailable');
    t.is(error?.code, 'content.names-unknown');
  }
});

test('an edit finds whom the text named before by what was shown of them', async (t) => {
  const before = `Hi @[${ben.userId}] and @[${ada.userId}]`;
  const users = usersOf([], [ben]);
  const { stored, mentioned } = await readText(
    { users, limits },
    ada,
    `Hi @[${ada.userId}], @ben and @[${newId()}]`,
    before,
  );
  t.true(stored.body.startsWith(`Hi @[${ada.userId}], @[${ben.userId}] and @[=`));
  t.deepEqual(mentioned, [ben]);
});
