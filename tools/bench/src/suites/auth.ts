import { beside, quantile } from '../statistics.js';
import type { CaseResult, Suite, SuiteContext } from '../suite.js';
import { bansPerSecond, readsPerSecond, withBanning } from './auth/banning.js';
import { type MeasuredAuth, threads, withAuth } from './auth/server.js';
import { prepareChecks } from './auth/token-check.js';
import { startVerifier } from './auth/verifier.js';
import { rate } from './embedded-mongo/measures.js';
import { inTurn } from './runtime/rounds.js';

/** More sign-ins under way than are verified at once, so that no thread waits for the next one. */
const signInsAtOnce = 2 * threads;
const refreshesAtOnce = 16;
const checksAtOnce = 16;

const plan = (quick: boolean) =>
  quick
    ? { rounds: 3, warmUpMs: 500, signInMs: 2_000, refreshMs: 1_500, checkMs: 700, bans: 15 }
    : { rounds: 5, warmUpMs: 3_000, signInMs: 10_000, refreshMs: 5_000, checkMs: 3_000, bans: 200 };

type Plan = ReturnType<typeof plan>;
type Run = Plan & Pick<SuiteContext, 'progress'>;

/** Sign-ins, refreshes, token checks and bans, each beside what it cannot do without. */
export const auth: Suite = {
  about:
    `sign-ins through HTTP (${signInsAtOnce} at once) beside bare argon2 in as many threads (${threads}); refreshes ` +
    `(${refreshesAtOnce} sessions) beside a route of auth that touches no store; service-kit's token check beside ` +
    `bare jose.jwtVerify (${checksAtOnce} at once); from a ban's 204 to content's 401 (${bansPerSecond}/s, while content is ` +
    `read ${readsPerSecond} times a second; p99, to be 1 s at most) beside XADD to XREAD; Redis with appendfsync always.`,
  async run({ quick, progress }) {
    const run = { ...plan(quick), progress };
    const checks = await checkCases(run);
    progress('starting auth');
    return withAuth(async (server) => [
      ...(await signInCases(run, server)),
      ...(await refreshCases(run, server)),
      ...checks,
      ...(await banCases(run, server)),
    ]);
  },
};

const signInCases = async ({ rounds, warmUpMs, signInMs, progress }: Run, server: MeasuredAuth) => {
  const { password, passwordHash: hash } = server;
  const verifier = startVerifier({ hash, password, threads });
  const signIns = (ms: number) =>
    rate(async () => void (await server.signIn()), { atOnce: signInsAtOnce, ms });
  try {
    progress('sign-in, warming up');
    for (const measure of [verifier.rate, signIns]) await measure(warmUpMs);
    const figures = await inTurn(
      rounds,
      new Map([
        ['sign-in, argon2 alone', () => verifier.rate(signInMs)],
        ['sign-in', () => signIns(signInMs)],
      ]),
      progress,
    );
    return [
      resultOf('sign-in', 'req/s', figures('sign-in'), 'argon2 alone', figures('sign-in, argon2 alone')),
    ];
  } finally {
    await verifier.end();
  }
};

const refreshCases = async ({ rounds, warmUpMs, refreshMs, progress }: Run, server: MeasuredAuth) => {
  progress('refresh, warming up');
  const sessions: string[] = [];
  while (sessions.length < refreshesAtOnce) sessions.push((await server.signIn()).refreshToken);
  // Each token is good once: a session is taken out, and its successor put back.
  const refresh = async () => {
    const token = sessions.shift();
    if (token === undefined) throw new RangeError('More refreshes are under way than there are sessions.');
    sessions.push(await server.refresh(token));
  };
  const measure = (one: () => Promise<void>, ms: number) => rate(one, { atOnce: refreshesAtOnce, ms });
  for (const one of [server.getKeys, refresh]) await measure(one, warmUpMs);
  const figures = await inTurn(
    rounds,
    new Map([
      ['refresh, a route without a store', () => measure(server.getKeys, refreshMs)],
      ['refresh', () => measure(refresh, refreshMs)],
    ]),
    progress,
  );
  const base = figures('refresh, a route without a store');
  return [resultOf('refresh', 'req/s', figures('refresh'), 'a route without a store', base)];
};

const checkCases = async ({ rounds, warmUpMs, checkMs, progress }: Run) => {
  progress('token-check, warming up');
  const { ours, bare } = await prepareChecks();
  const measure = (one: typeof ours, ms: number) => rate(one, { atOnce: checksAtOnce, ms });
  for (const one of [bare, ours]) await measure(one, warmUpMs);
  const figures = await inTurn(
    rounds,
    new Map([
      ['token-check, jose alone', () => measure(bare, checkMs)],
      ['token-check', () => measure(ours, checkMs)],
    ]),
    progress,
  );
  const base = figures('token-check, jose alone');
  return [resultOf('token-check', 'ops/s', figures('token-check'), 'jose.jwtVerify', base)];
};

const banCases = ({ rounds, bans, progress }: Run, server: MeasuredAuth) => {
  progress('ban-to-401, starting content and warming up');
  return withBanning(server, async ({ refusals, roundTrips }) => {
    for (const measure of [roundTrips, refusals]) await measure(Math.ceil(bans / 3));
    const p99 = (measure: typeof refusals) => async () => quantile(await measure(bans), 0.99);
    const figures = await inTurn(
      rounds,
      new Map([
        ['ban-to-401, XADD to XREAD', p99(roundTrips)],
        ['ban-to-401', p99(refusals)],
      ]),
      progress,
    );
    const base = figures('ban-to-401, XADD to XREAD');
    return [resultOf('ban-to-401-p99', 'ms', figures('ban-to-401'), 'XADD to XREAD', base)];
  });
};

const resultOf = (
  name: string,
  unit: CaseResult['unit'],
  rounds: readonly number[],
  against: string,
  theirs: readonly number[],
): CaseResult => ({ suite: 'auth', case: name, unit, ...beside(rounds, { against, rounds: theirs }) });
