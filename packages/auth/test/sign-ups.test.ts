import test from 'ava';
import { confirmLink, readApplication } from '../src/sign-ups.js';

const given = { nickname: 'Ada', email: ' Ada@Example.ORG ', password: 'correct horse' };

test('an application is normalised: the address trimmed and in lower case, the nickname composed', (t) => {
  t.deepEqual(readApplication({ ...given, nickname: 'A\u030asa' }, []), {
    application: { nickname: 'Åsa', email: 'ada@example.org', password: 'correct horse' },
  });
});

test('all that is wrong is told at once, each with its pointer', (t) => {
  const reading = readApplication({ nickname: 'a', email: 'nobody', password: 'short' }, []);
  t.deepEqual('faults' in reading && reading.faults.map(({ pointer }) => pointer), [
    '/nickname',
    '/email',
    '/password',
  ]);
});

for (const email of [
  '',
  'ada',
  '@example.org',
  'ada@',
  'a b@example.org',
  `${'a'.repeat(250)}@b.org`,
  'a@b\n.org',
])
  test(`${JSON.stringify(email.slice(0, 20))} is no address`, (t) => {
    const reading = readApplication({ ...given, email }, []);
    t.deepEqual('faults' in reading && reading.faults.map(({ pointer }) => pointer), ['/email']);
  });

test('the name of the site is no password', (t) => {
  const reading = readApplication({ ...given, password: 'Great-Forum' }, ['great forum']);
  t.like(reading, { faults: [{ pointer: '/password' }] });
});

test('the link leads to the configured site', (t) => {
  t.is(confirmLink('https://forum.test', 'a b'), 'https://forum.test/auth/sign-up/confirm?token=a%20b');
});

test('what would take minutes to normalise is refused at a glance, wherever it stands', (t) => {
  const marks = `a${'\u0301\u0323'.repeat(250_000)}`;
  for (const field of ['nickname', 'email', 'password']) {
    const reading = readApplication({ ...given, [field]: marks }, []);
    t.deepEqual('faults' in reading && reading.faults.map(({ pointer }) => pointer), [`/${field}`]);
  }
});
