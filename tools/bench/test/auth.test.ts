import test from 'ava';
import { withBanning } from '../src/suites/auth/banning.js';
import { threads, withAuth } from '../src/suites/auth/server.js';
import { prepareChecks } from '../src/suites/auth/token-check.js';
import { startVerifier } from '../src/suites/auth/verifier.js';

test('what signs in and refreshes does so, and a refusal fails the run', (t) =>
  withAuth(async ({ signIn, refresh, getKeys, password, passwordHash }) => {
    const { refreshToken: first } = await signIn();
    const second = await refresh(first);
    t.not(second, first);
    t.not(await refresh(second), second);
    await t.throwsAsync(refresh('no token'), { message: /answered 401/ });
    await getKeys();

    const verifier = startVerifier({ hash: passwordHash, password, threads });
    t.true((await verifier.rate(50)) > 0);
    await verifier.end();
  }));

test('every ban is waited for until content refuses the token, and every entry until it is read', (t) =>
  withAuth((auth) =>
    withBanning(auth, async ({ refusals, roundTrips }) => {
      const count = 4;
      for (const measure of [roundTrips, refusals]) {
        const took = await measure(count);
        t.is(took.length, count);
        t.true(took.every((ms) => ms > 0));
      }
      t.is(await auth.db.collection('users').countDocuments({ 'ban.reason': 'Measured' }), count);
      await t.throwsAsync(auth.ban(await auth.signIn(), 'nobody'), { message: /answered 4\d\d/ });
    }),
  ));

test('another password than that of the hash is not counted', async (t) => {
  const hash =
    '$argon2id$v=19$m=19456,t=2,p=1$c29tZXNhbHRzb21lc2FsdA$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA';
  const verifier = startVerifier({ hash, password: 'correct', threads });
  await t.throwsAsync(verifier.rate(50), { message: /ended with/ });
  await verifier.end();
});

test('both sides of the token check accept the same token', async (t) => {
  const { ours, bare } = await prepareChecks();
  await t.notThrowsAsync(async () => {
    await ours(0);
    await bare(0);
  });
});
