import { Refusal } from '@obey/service-kit';
import test from 'ava';
import { createPasswords, passwordFault } from '../src/passwords.js';

const limits = { concurrency: 2, queue: 8 };
const ada = { nickname: 'Ada Lovelace', email: 'ada@example.org' };

test('a password has 8 to 128 characters', (t) => {
  t.regex(passwordFault('1234567', ada) ?? '', /8 to 128/);
  t.is(passwordFault('12345678', ada), undefined);
  t.is(passwordFault('𐐷'.repeat(128), ada), undefined);
  t.regex(passwordFault('x'.repeat(129), ada) ?? '', /8 to 128/);
});

test('a password is neither the nickname nor the address, in no case', (t) => {
  t.regex(passwordFault('ADA LOVELACE', ada) ?? '', /nickname/);
  t.regex(passwordFault('Ada@Example.org', ada) ?? '', /address/);
});

test('a hash is argon2id with 19 MiB, two passes and one lane', async (t) => {
  const { hash } = await createPasswords(limits);
  const [, variant, version, parameters = ''] = (await hash('correct horse')).split('$');
  t.is(`${variant} ${version}`, 'argon2id v=19');
  t.deepEqual(parameters.split(',').sort(), ['m=19456', 'p=1', 't=2']);
});

test('the right password is right, however its letters are composed; others are wrong', async (t) => {
  const { hash, verify } = await createPasswords(limits);
  const stored = await hash('caf\u00e9 au lait');
  t.true(await verify(stored, 'cafe\u0301 au lait'));
  t.false(await verify(stored, 'cafe au lait'));
  t.false(await verify(stored, ''));
});

test('nothing is right without a hash, nor when it is longer than a password may be', async (t) => {
  const { hash, verify } = await createPasswords(limits);
  t.false(await verify(undefined, ''));
  t.false(await verify(undefined, 'correct horse'));
  t.false(await verify(await hash('x'.repeat(129)), 'x'.repeat(129)));
});

test('those past the queue are refused as unavailable, and the others served', async (t) => {
  const { hash } = await createPasswords({ concurrency: 1, queue: 1 });
  const results = await Promise.allSettled(['one', 'two', 'three', 'four'].map((word) => hash(word)));
  t.deepEqual(
    results.map(({ status }) => status),
    ['fulfilled', 'fulfilled', 'rejected', 'rejected'],
  );
  for (const result of results.slice(2)) {
    const reason: unknown = result.status === 'rejected' ? result.reason : undefined;
    t.true(reason instanceof Refusal && reason.kind === 'unavailable');
    t.true(reason instanceof Refusal && reason.extra.retryAfterSeconds === 1);
  }
  t.regex(await hash('later'), /^\$argon2id/);
});
