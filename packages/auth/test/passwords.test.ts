import { Refusal } from '@obey/service-kit';
import test from 'ava';
import { createPasswords } from '../src/passwords.js';

const limits = { concurrency: 2, queue: 8 };

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

test('what would take minutes to normalise is wrong at a glance, with a hash and without', async (t) => {
  const { hash, verify } = await createPasswords(limits);
  const marks = `a${'\u0301\u0323'.repeat(250_000)}`;
  t.false(await verify(await hash('correct horse'), marks));
  t.false(await verify(undefined, marks));
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

test('nothing of a password is cut off: the last of 128 characters counts, also where each has four bytes', async (t) => {
  const { hash, verify } = await createPasswords(limits);
  for (const character of ['x', '𐐷']) {
    const stored = await hash(`${character.repeat(127)}a`);
    t.true(await verify(stored, `${character.repeat(127)}a`));
    t.false(await verify(stored, `${character.repeat(127)}b`));
    t.false(await verify(stored, character.repeat(127)));
  }
  t.false(await verify(await hash('before\u0000after'), 'before\u0000other'));
});

test('a hash by less memory, fewer passes or another variant is outdated; one of today, or by more, is not', async (t) => {
  const { hash, isOutdated } = await createPasswords(limits);
  t.false(isOutdated(await hash('correct horse')));
  const hashed = (variant: string, m: number, passes: number) =>
    `$${variant}$v=19$m=${m},t=${passes},p=1$c2FsdHNhbHQ$aGFzaA`;
  t.false(isOutdated(hashed('argon2id', 65_536, 3)));
  t.true(isOutdated(hashed('argon2id', 8_192, 2)));
  t.true(isOutdated(hashed('argon2id', 19_456, 1)));
  t.true(isOutdated(hashed('argon2i', 19_456, 2)));
  t.true(isOutdated(''));
});
