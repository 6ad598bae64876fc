import { join } from 'node:path';
import test from 'ava';
import { NoForum, readDemoOptions } from '../src/demo/demo-options.js';
import { writeJson } from '../src/json-file.js';
import { knownProcess } from '../src/run-file.js';
import { UsageError } from '../src/start-options.js';
import { temporaryFolder } from './helpers/folder.js';

const run = {
  url: 'http://127.0.0.1:8080',
  mailUrl: 'http://127.0.0.1:8084',
  redisUrl: 'redis://127.0.0.1:8081',
  mongoUrl: 'mongodb://127.0.0.1:8082',
  admin: { email: 'a@b.example', password: 'secret' },
  processes: [],
};
const known = { url: run.url, mailUrl: run.mailUrl, admin: run.admin };

test('the forum that runs here is played on, also by its other name', async (t) => {
  const dir = await temporaryFolder(t);
  writeJson(join(dir, 'run.json'), { ...run, runner: knownProcess('runner', process.pid) });
  t.deepEqual(readDemoOptions(['--dir', dir]), known);
  const url = 'http://localhost:8080/';
  t.deepEqual(readDemoOptions(['--dir', dir, '--url', url]), { ...known, url });
});

test('another forum needs its own mail catcher and administrator', async (t) => {
  const dir = await temporaryFolder(t);
  writeJson(join(dir, 'run.json'), { ...run, runner: knownProcess('runner', process.pid) });
  const other = ['--dir', dir, '--url', 'http://127.0.0.1:9000'];
  t.throws(() => readDemoOptions(other), { instanceOf: NoForum, message: /--mail-url/ });
  const rest = ['--mail-url', 'http://m', '--admin-email', 'e', '--admin-password', 'p'];
  t.deepEqual(readDemoOptions([...other, ...rest]), {
    url: 'http://127.0.0.1:9000',
    mailUrl: 'http://m',
    admin: { email: 'e', password: 'p' },
  });
});

test('without a running forum it says how to start one', async (t) => {
  const dir = await temporaryFolder(t);
  t.throws(() => readDemoOptions(['--dir', dir]), { instanceOf: NoForum, message: /npm start/ });
  writeJson(join(dir, 'run.json'), {
    ...run,
    runner: { name: 'runner', pid: process.pid, identity: 'gone' },
  });
  t.throws(() => readDemoOptions(['--dir', dir]), { instanceOf: NoForum });
});

test('an unknown argument, or a URL that is none, is refused', async (t) => {
  const dir = await temporaryFolder(t);
  writeJson(join(dir, 'run.json'), { ...run, runner: knownProcess('runner', process.pid) });
  t.throws(() => readDemoOptions(['--what']), { instanceOf: UsageError });
  t.throws(() => readDemoOptions(['--dir', dir, '--url', 'here']), { instanceOf: UsageError });
});
