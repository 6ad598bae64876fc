import { newId } from '@obey/choreography';
import argon2 from 'argon2';
import test from 'ava';
import { hashCheck } from '../src/legacy-hashes.js';
import { call, member, startForum, textAt } from './forum.js';

const forum = await startForum();
let url = '';

test.before(async () => {
  ({ url } = await forum.start());
});

test.after.always(() => forum.stop());

/** Made elsewhere, with libxcrypt, OpenSSL and phpass, of this password. */
const password = 'häns & grete';
const made: Readonly<Record<string, string>> = {
  'bcrypt, 2a': '$2a$05$abcdefghijklmnopqrstuuRypRHW7yAniBosLjdaayTMJ9bW5catq',
  'bcrypt, 2b': '$2b$05$abcdefghijklmnopqrstuuRypRHW7yAniBosLjdaayTMJ9bW5catq',
  'bcrypt, 2y': '$2y$05$abcdefghijklmnopqrstuuRypRHW7yAniBosLjdaayTMJ9bW5catq',
  'PBKDF2 of Django': 'pbkdf2_sha256$20000$NaCl.salt$v8VLsvyzccz8HarjnkOH6K6VDIUil86eOkzIRDcTS3o=',
  scrypt: '$scrypt$ln=14,r=8,p=1$c2FsdHNhbHRzYWx0c2FsdA$1+4MFdDs41fJEucON18hTB43T3cRJ+t4yKscApOH1Tw',
  'phpass of phpBB': '$H$9saltSALTGqEKaloset7XwaNzmmDBE0',
  'phpass of WordPress': '$P$BsaltSALTTbpCZps1qQyN.b9Y65tsR0',
};

const hashes = async () => {
  const weak = { memoryCost: 4_096, timeCost: 3, parallelism: 2 };
  return [
    ...Object.entries(made),
    ['argon2i', await argon2.hash(password, { ...weak, type: argon2.argon2i })],
    ['argon2d', await argon2.hash(password, { ...weak, type: argon2.argon2d })],
    ['argon2id of version 16', await argon2.hash(password, { memoryCost: 65_536, version: 16 })],
  ] as const;
};

const letters53 = 'abcdefghijklmnopqrstuuRypRHW7yAniBosLjdaayTMJ9bW5catq';
const malformed = [
  '',
  'no hash',
  '5f4dcc3b5aa765d61d8327deb882cf99',
  '$2y$05$short',
  `$2y$31$${letters53}`,
  `$2y$03$${letters53}`,
  `$2x$05$${letters53}`,
  `$2y$05$${letters53}x`,
  `$2y$05$${letters53.replace('R', 'é')}`,
  'pbkdf2_sha256$0$salt$v8VLsvyzccz8HarjnkOH6K6VDIUil86eOkzIRDcTS3o=',
  'pbkdf2_sha256$99999999$salt$v8VLsvyzccz8HarjnkOH6K6VDIUil86eOkzIRDcTS3o=',
  'pbkdf2_sha256$20000$salt$',
  '$scrypt$ln=40,r=8,p=1$c2FsdA$1+4MFdDs41fJEucON18hTB43T3cRJ+t4yKscApOH1Tw',
  '$scrypt$ln=0,r=8,p=1$c2FsdA$1+4MFdDs41fJEucON18hTB43T3cRJ+t4yKscApOH1Tw',
  '$scrypt$ln=14,r=8,p=1$c2FsdA$',
  '$argon2id$',
  '$argon2id$v=19$m=19456,t=2,p=1$c2FsdHNhbHQ',
  '$argon2id$v=19$m=19456,t=2,m=1$c2FsdHNhbHQ$aGFzaGhhc2g',
  '$argon2id$v=19$m=7,t=2,p=1$c2FsdHNhbHQ$aGFzaGhhc2g',
  '$argon2id$v=19$m=9999999,t=2,p=1$c2FsdHNhbHQ$aGFzaGhhc2g',
  '$argon2id$v=17$m=19456,t=2,p=1$c2FsdHNhbHQ$aGFzaGhhc2g',
  '$argon2x$v=19$m=19456,t=2,p=1$c2FsdHNhbHQ$aGFzaGhhc2g',
  '$H$1saltSALTGqEKaloset7XwaNzmmDBE0',
  '$H$ZsaltSALTGqEKaloset7XwaNzmmDBE0',
];

test('the right password is right by each kind of hash, and another is not', async (t) => {
  for (const [kind, hash] of await hashes()) {
    const check = hashCheck(hash);
    t.true(await check?.(password), kind);
    t.false(await check?.('hans & grete'), kind);
    t.false(await check?.(''), kind);
  }
  t.true(await hashCheck('$P$9IQRaTwmfeRo7ud9Fh4E2PdI0S3r.L0')?.('test12345'), "phpass's own example");
});

test('what is malformed, or would take too much work, is no hash', (t) => {
  for (const hash of malformed) t.is(hashCheck(hash), undefined, hash);
});

test('a well-formed hash of the wrong length, or one bit off, fits no password and fails no check', async (t) => {
  for (const [kind, hash] of await hashes()) {
    const altered = hash.replace(/.(.{6})$/, (end, rest) => `${end.startsWith('A') ? 'B' : 'A'}${rest}`);
    t.false(await hashCheck(altered)?.(password), kind);
  }
});

test('while a bcrypt hash is checked the event loop goes on', async (t) => {
  let turns = 0;
  const turning = setInterval(() => {
    turns += 1;
  }, 1);
  await hashCheck(`$2y$11$${letters53}`)?.(password);
  clearInterval(turning);
  t.true(turns > 20, String(turns));
});

const users = () => forum.db.collection<{ _id: string }>('users');

/** Members as an import leaves them: copies of one, with these hashes. */
const imported = async (passwordHashes: readonly string[]) => {
  const { id } = await member(forum, url);
  const user = await users().findOne({ _id: id }, { projection: { outbox: 0, nicknameLook: 0 } });
  const copies = passwordHashes.map((passwordHash) => {
    const name = `u-${newId().slice(-12)}`;
    const email = `${name}@example.org`;
    return { ...user, _id: newId(), nickname: name, nicknameKey: name, email, passwordHash };
  });
  await users().insertMany(copies);
  return copies;
};

let attempts = 0;

/** Each from an address of its own, so that the wrong ones slow nobody down. */
const enter = (email: string, given: string) => {
  attempts += 1;
  const headers = { 'X-Forwarded-For': `10.7.${attempts}.1` };
  return call('POST', `${url}/auth/sign-in`, { body: { email, password: given }, headers });
};

const hashOf = async (userId: string) => textAt(await users().findOne({ _id: userId }), 'passwordHash');

test('whoever comes with a hash of another maker signs in by it once, and by argon2id from then on', async (t) => {
  const kinds = await hashes();
  const members = await imported(kinds.map(([, hash]) => hash));
  const entersOnce = async ({ _id, email, passwordHash }: (typeof members)[number], kind: string) => {
    t.is((await enter(email, 'wrong horse')).status, 401, kind);
    t.is(await hashOf(_id), passwordHash, kind);
    t.is((await enter(email, password)).status, 200, kind);
    const renewed = await hashOf(_id);
    t.regex(renewed, /^\$argon2id\$v=19\$m=19456,/, kind);
    t.is((await enter(email, password)).status, 200, kind);
    t.is((await enter(email, 'wrong horse')).status, 401, kind);
    t.is(await hashOf(_id), renewed, kind);
  };
  await Promise.all(members.map((one, index) => entersOnce(one, kinds[index]?.[0] ?? '')));
});

test('with a hash that is malformed nobody signs in, and it is a 401 like any', async (t) => {
  const members = await imported(malformed);
  await Promise.all(
    members.map(async ({ email, passwordHash }) => {
      t.is((await enter(email, password)).status, 401, passwordHash);
      t.is((await enter(email, '')).status, 401, passwordHash);
    }),
  );
});
