import test from 'ava';
import { small, startPlace, time } from './support/forum.js';

const [ann, ben, category, section, thread, reply, last] = small;

const user = (id: string, changes: object = {}) => ({
  kind: 'user',
  id,
  nickname: `user-${id}`,
  email: `user-${id}@example.org`,
  createdAt: time,
  ...changes,
});

test('a bad line is told with its number, and the others are imported', async (t) => {
  const place = await startPlace(t);
  const path = await place.fileOf([
    '{"kind":"user"',
    '[]',
    { kind: 'poll', id: '1' },
    user('3', { nick: 'x' }),
    user('4', { email: 'no address' }),
    user('5', { nickname: 'a' }),
    user('6', { passwordHash: 'md5' }),
    user('7', { createdAt: '2999-01-01T00:00:00Z' }),
    '',
    ...small,
  ]);
  const { added, bad } = await place.import(path);
  t.is(added, 7);
  t.deepEqual(
    bad.map(({ number, code }) => [number, code]),
    [
      [1, 'import.not-json'],
      [2, 'import.not-json'],
      [3, 'import.no-such-kind'],
      [4, 'import.invalid'],
      [5, 'auth.email-invalid'],
      [6, 'auth.nickname-invalid'],
      [7, 'auth.hash-unknown'],
      [8, 'import.time'],
    ],
  );
  t.is(bad[3]?.detail, '/nick is not a known field');
});

test('nobody gets the address or the name of somebody else, or one that looks like it', async (t) => {
  const place = await startPlace(t);
  await place.import(await place.fileOf([user('1', { nickname: 'paul', email: 'paul@example.org' })]));
  const { added, bad } = await place.import(
    await place.fileOf([
      user('2', { email: 'PAUL@example.org' }),
      user('3', { nickname: 'Paul' }),
      user('4', { nickname: 'рaul' }),
      user('5', { nickname: 'Vera' }),
      user('6', { nickname: 'vera' }),
    ]),
  );
  t.is(added, 1);
  t.deepEqual(
    bad.map(({ number, code }) => [number, code]),
    [
      [1, 'auth.email-taken'],
      [2, 'auth.nickname-taken'],
      [3, 'auth.nickname-taken'],
      [5, 'auth.nickname-taken'],
    ],
  );
});

test('what a line names must stand before it', async (t) => {
  const place = await startPlace(t);
  const path = await place.fileOf([ann ?? '', thread ?? '', category ?? '', section ?? '', reply ?? '']);
  const { added, bad } = await place.import(path);
  t.is(added, 3);
  t.deepEqual(bad, [
    { number: 2, code: 'import.out-of-order', detail: 'The section 1 comes only in line 4' },
    { number: 5, code: 'import.no-such-thread', detail: 'There is no thread 1 before this' },
  ]);
  const again = await place.import(await place.fileOf(small));
  t.deepEqual([again.added, again.present, again.refused], [4, 3, 0]);
});

test('what names somebody or something that is not there is skipped', async (t) => {
  const place = await startPlace(t);
  const { bad } = await place.import(
    await place.fileOf([
      ...small,
      { ...reply, id: '20', thread: '9' },
      { ...reply, id: '21', author: '9' },
      { ...reply, id: '22', replyTo: '9' },
      { ...thread, id: '23', post: '23', section: '9' },
      { ...thread, id: '24', post: '24', lock: { at: time, by: '9' } },
      { ...section, id: '25', category: '9' },
    ]),
  );
  t.deepEqual(
    bad.map(({ number, code }) => [number, code]),
    [
      [8, 'import.no-such-thread'],
      [9, 'import.no-such-user'],
      [10, 'import.no-such-post'],
      [11, 'import.no-such-section'],
      [12, 'import.no-such-user'],
      [13, 'import.no-such-category'],
    ],
  );
  t.is(await place.contentDb.collection('posts').countDocuments(), 3);
});

test('an id that comes twice is told, unless the lines are the same', async (t) => {
  const place = await startPlace(t);
  const { added, present, bad } = await place.import(
    await place.fileOf([
      ...small,
      last ?? '',
      { ...last, body: 'Something else' },
      { ...ben, nickname: 'Somebody' },
      { ...thread, id: '2' },
    ]),
  );
  t.deepEqual([added, present], [7, 1]);
  t.deepEqual(
    bad.map(({ number, code }) => [number, code]),
    [
      [9, 'import.differs'],
      [10, 'import.differs'],
      [11, 'import.id-taken'],
    ],
  );
});
