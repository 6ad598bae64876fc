import test from 'ava';
import { startChecking } from './support/checking.js';
import { issuer } from './support/signing.js';

test('a good token gives its user; no token gives none', async (t) => {
  const { signer, check } = await startChecking();
  t.deepEqual(await check(`Bearer ${await signer.sign()}`), {
    id: 'user-1',
    sessionId: 'session-1',
    version: 0,
    rank: 0,
    roles: [],
    permissions: ['orders.refund'],
  });
  t.truthy(await check(`bearer ${await signer.sign()}`));
  t.is(await check(''), undefined);
});

test('a token may be meant for others too, name its type in full, and come from a clock a little ahead', async (t) => {
  const { signer, outcome, state } = await startChecking();
  t.is(await outcome(await signer.sign({ aud: ['https://other.example', issuer] })), 'accepted');
  t.is(await outcome(await signer.sign({}, { typ: 'application/at+jwt' })), 'accepted');
  const iat = Math.floor(state.now / 1_000) + 30;
  t.is(await outcome(await signer.sign({ iat, exp: iat + 300 })), 'accepted');
});

test('a token that has run out is told apart: its holder is to get a new one', async (t) => {
  const { signer, outcome, state } = await startChecking();
  const token = await signer.sign();
  t.is(await outcome(token), 'accepted');
  state.now += 300_000;
  t.is(await outcome(token), 'token.expired');
});

test('another scheme than Bearer, or two tokens, are turned away', async (t) => {
  const { signer, outcome } = await startChecking();
  const good = await signer.sign();
  t.is(await outcome(good, 'Basic'), 'token.invalid');
  t.is(await outcome(`${good} ${good}`), 'token.invalid');
  t.is(await outcome('x'), 'token.invalid');
});
