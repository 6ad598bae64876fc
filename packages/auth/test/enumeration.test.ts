import { newId } from '@obey/choreography';
import test from 'ava';
import { call, member, startForum } from './forum.js';
import { measurePairs, median, mostOdd, oddness } from './pairs.js';

const forum = await startForum();
let url = '';

test.before(async () => {
  ({ url } = await forum.start());
});

test.after.always(() => forum.stop());

const count = 300;

/** As many accounts as there are pairs: nobody is asked for twice. */
const known = async () => {
  const { id } = await member(forum, url);
  const users = forum.db.collection<{ _id: string; outbox?: object }>('users');
  const user = await users.findOne({ _id: id }, { projection: { outbox: 0, nicknameLook: 0 } });
  const accounts = Array.from({ length: count }, () => {
    const name = newId();
    return { ...user, _id: newId(), nickname: name, nicknameKey: name, email: `${name}@example.org` };
  });
  await users.insertMany(accounts);
  return accounts.map(({ email }) => email);
};

const stranger = () => `${newId()}@example.org`;

const from = (side: number, index: number) => `10.${side}.${index >> 8}.${index & 255}`;

const answersOf = async (path: string, bodies: object[]) => {
  const headers = { 'X-Correlation-Id': 'same' };
  const answers = [];
  for (const [index, body] of bodies.entries()) {
    const from = { 'X-Forwarded-For': `10.9.${index}.1` };
    const answer = await call('POST', `${url}${path}`, { body, headers: { ...headers, ...from } });
    const shown = [...answer.headers].filter(([name]) => name !== 'date');
    answers.push({ status: answer.status, text: answer.text, headers: shown });
  }
  return answers;
};

test.serial(
  'status, body and headers are the same for an address that has an account and one that has none',
  async (t) => {
    const { email } = await member(forum, url);
    const passwords = ['wrong horse', '', 'x'.repeat(129), 'x'.repeat(100_000)];
    const entering = (address: string) => passwords.map((password) => ({ email: address, password }));
    const applying = (address: string) => [
      { nickname: `n-${newId().slice(-12)}`, email: address, password: 'correct horse' },
    ];
    const cases: [string, (address: string) => object[]][] = [
      ['/auth/sign-in', entering],
      ['/auth/sign-up', applying],
      ['/auth/password/recover', (address) => [{ email: address }]],
    ];
    for (const [path, bodies] of cases)
      t.deepEqual(await answersOf(path, bodies(email)), await answersOf(path, bodies(stranger())), path);
  },
);

const wrong = ['wrong horse', '', 'x'.repeat(5_000)];

test.serial(
  `by time, sign-in does not tell whether there is an account, whatever the password: ${count} pairs`,
  async (t) => {
    t.timeout(300_000);
    const emails = await known();
    const path = '/auth/sign-in';
    const differences = await measurePairs(
      url,
      emails.map((email, index) => {
        const password = wrong[index % wrong.length];
        return [
          { path, body: { email, password }, from: from(1, index) },
          { path, body: { email: stranger(), password }, from: from(2, index) },
        ];
      }),
    );
    t.log(`median ${median(differences).toFixed(3)} ms, ${oddness(differences).toFixed(1)} deviations`);
    t.true(oddness(differences) < mostOdd);
  },
);

test.serial(`by time, recovery does not tell whether there is an account: ${count} pairs`, async (t) => {
  t.timeout(300_000);
  const emails = await known();
  const path = '/auth/password/recover';
  const differences = await measurePairs(
    url,
    emails.map((email, index) => [
      { path, body: { email }, from: from(1, index) },
      { path, body: { email: stranger() }, from: from(2, index) },
    ]),
  );
  t.log(`median ${median(differences).toFixed(3)} ms, ${oddness(differences).toFixed(1)} deviations`);
  t.true(oddness(differences) < mostOdd);
});

test('the measure tells a tenth of a difference from none', (t) => {
  const noise = () => 30 + 8 * Math.random() + (Math.random() < 0.05 ? 100 * Math.random() : 0);
  const same = Array.from({ length: count }, () => noise() - noise());
  const longer = Array.from({ length: count }, () => noise() + 3 - noise());
  t.true(oddness(same) < mostOdd);
  t.true(oddness(longer) > mostOdd);
});
