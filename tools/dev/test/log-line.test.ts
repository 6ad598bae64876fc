import test from 'ava';
import { consoleReport } from '../src/console-report.js';
import { readServiceLine } from '../src/log-line.js';

test('a line of pino is read by its level, its message, its error and its correlation id', (t) => {
  const line = JSON.stringify({
    level: 50,
    msg: 'not sent',
    err: { message: 'refused' },
    correlationId: 'c1',
  });
  t.deepEqual(readServiceLine(line, 'stdout'), { level: 'error', text: 'not sent: refused [c1]' });
  t.is(readServiceLine('{"level":40,"msg":"slow"}', 'stdout').level, 'warn');
  t.is(readServiceLine('{"level":"warn","msg":"slow"}', 'stdout').level, 'warn');
  t.is(readServiceLine('{"level":30,"msg":"fine"}', 'stdout').level, 'info');
});

test('what is no JSON is kept as it is: an error if it came on stderr', (t) => {
  t.deepEqual(readServiceLine('{broken', 'stdout'), { level: 'info', text: '{broken' });
  t.deepEqual(readServiceLine('TypeError: x', 'stderr'), { level: 'error', text: 'TypeError: x' });
});

test('without --verbose only warnings and errors are shown, and not again within 10 s', (t) => {
  const lines: string[] = [];
  let clock = 0;
  const report = consoleReport({ verbose: false, write: (line) => lines.push(line), now: () => clock });
  const say = (level: 'info' | 'warn', text: string) =>
    report({ kind: 'line', process: 'auth-1', line: { level, text } });
  say('info', 'started');
  say('warn', 'Redis is away');
  say('warn', 'Redis is away');
  t.is(lines.length, 1);
  t.regex(lines[0] ?? '', /auth-1.*Redis is away/);
  clock = 10_001;
  say('warn', 'Redis is away');
  t.is(lines.length, 2);
});

test('a death is always told, with what the process wrote last', (t) => {
  const lines: string[] = [];
  const report = consoleReport({ verbose: false, write: (line) => lines.push(line), now: () => 0 });
  const died = { kind: 'died', process: 'content-2', why: 'was killed (SIGKILL)', restartInMs: 400 } as const;
  report({ ...died, lastLine: 'listening' });
  report({ ...died, lastLine: undefined });
  t.is(lines.length, 2);
  t.regex(lines[0] ?? '', /content-2 was killed \(SIGKILL\); starting it again in 0\.4 s[\s\S]*listening/);
});
