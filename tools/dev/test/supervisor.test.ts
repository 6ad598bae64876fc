import { readFileSync } from 'node:fs';
import test from 'ava';
import { processIdentity } from '../bootstrap/process-identity.mjs';
import { restartDelay } from '../src/backoff.js';
import { waitFor } from '../src/wait.js';
import { supervised } from './helpers/supervised.js';

const within = { withinMs: 20_000 };
const stayAlive = 'setInterval(() => {}, 1000);';

test('the pause before a restart begins at 200 ms and doubles up to 5 s', (t) => {
  t.deepEqual([0, 1, 2, 3, 4, 5, 50].map(restartDelay), [200, 400, 800, 1_600, 3_200, 5_000, 5_000]);
});

test('a process that is killed is started again, and it is told why', async (t) => {
  const { process, deaths } = await supervised(t, stayAlive);
  process.start();
  const first = process.pid();
  process.kill('SIGKILL');
  const second = await waitFor(
    'a new pid',
    () => (process.pid() === first ? undefined : process.pid()),
    within,
  );
  t.not(second, first);
  t.like(deaths()[0], { process: 'it', why: 'was killed (SIGKILL)', restartInMs: 200 });
});

test('a process that goes on ending is started again after longer and longer pauses', async (t) => {
  const { process, deaths } = await supervised(t, 'console.error("no luck"); process.exit(3)');
  process.start();
  await waitFor('three deaths', () => (deaths().length >= 3 ? true : undefined), within);
  await process.stop();
  const first = deaths().slice(0, 3);
  t.deepEqual(
    first.map(({ restartInMs }) => restartInMs),
    [200, 400, 800],
  );
  t.like(first[0], { why: 'ended with exit code 3', lastLine: 'no luck' });
});

test('a process that is stopped may finish, stays stopped, and can be started again', async (t) => {
  const script = `${stayAlive} process.on('SIGTERM', () => { console.log('bye'); process.exit(0); }); console.log('up');`;
  const { process, lines, deaths } = await supervised(t, script);
  process.start();
  await waitFor('it to be up', () => (lines().includes('up') ? true : undefined), within);
  const pid = process.pid() ?? 0;
  await Promise.all([process.stop(), process.stop()]);
  t.is(process.pid(), undefined);
  t.is(processIdentity(pid), undefined);
  t.deepEqual(lines(), ['up', 'bye']);
  t.deepEqual(deaths(), []);
  process.start();
  await waitFor('it to be up again', () => (lines().length === 3 ? true : undefined), within);
});

test('a process that does not stop in time is killed, and that is told', async (t) => {
  const { process, lines, events } = await supervised(
    t,
    `${stayAlive} process.on('SIGTERM', () => {}); console.log('up');`,
    { stopMs: 200 },
  );
  process.start();
  await waitFor('it to be up', () => (lines().includes('up') ? true : undefined), within);
  const pid = process.pid() ?? 0;
  await process.stop();
  t.is(processIdentity(pid), undefined);
  t.like(events.at(-1), { kind: 'stopped', killed: true });
});

test('stopping during the pause before a restart leaves it stopped', async (t) => {
  const { process, deaths, events } = await supervised(t, 'process.exit(1)');
  process.start();
  await waitFor('a death', () => (deaths().length > 0 ? true : undefined), within);
  await process.stop();
  const starts = () => events.filter(({ kind }) => kind === 'started').length;
  const before = starts();
  await t.throwsAsync(
    waitFor('another start', () => (starts() > before ? true : undefined), { withinMs: 600 }),
  );
});

test('a program that cannot be started is told of, and tried again', async (t) => {
  const { process, deaths } = await supervised(t, '', { file: '/nonexistent/program' });
  process.start();
  await waitFor('two failures', () => (deaths().length >= 2 ? true : undefined), within);
  t.regex(deaths()[0]?.why ?? '', /could not be started \(.*ENOENT/);
});

test('all that it writes is in its log file, and the last lines are at hand', async (t) => {
  const { process, lines, logFile } = await supervised(
    t,
    `for (let i = 1; i <= 30; i++) console.log('line ' + i); console.error('a warning'); ${stayAlive}`,
  );
  process.start();
  await waitFor('all lines', () => (lines().length === 31 ? true : undefined), within);
  await process.stop();
  const written = await waitFor(
    'the log',
    () => {
      const text = readFileSync(logFile, 'utf8').trim().split('\n');
      return text.length === 31 ? text : undefined;
    },
    within,
  );
  t.true(written.includes('line 1'));
  t.is(process.lastLines().length, 20);
  t.true(process.lastLines().includes('line 30'));
});
