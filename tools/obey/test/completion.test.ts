import { spawn } from 'node:child_process';
import { dirname } from 'node:path';
import { text } from 'node:stream/consumers';
import test from 'ava';
import { startDay } from './support/forum-day.js';
import { environment, program, run } from './support/run.js';

const complete = async (url: string, ...words: string[]) =>
  (await run(url, ['complete', '--', ...words])).stdout.split('\n').filter((one) => one !== '');

test('commands, options, values, streams and groups are completed', async (t) => {
  const { url } = await startDay(t);
  t.deepEqual(await complete(url, 'gr'), ['groups']);
  t.deepEqual(await complete(url, 'tail', '--ex'), ['--exit-at-end']);
  t.deepEqual(await complete(url, 'streams', '--sort', 'l'), ['length', 'last', 'lag']);
  t.deepEqual(await complete(url, 'streams', 'events:au'), ['events:auth']);
  t.deepEqual(await complete(url, 'groups', 'm'), ['mailing']);
  t.deepEqual(await complete(url, '-o', 'n'), ['ndjson']);
});

test('where Redis is away, nothing is offered and nothing is said', async (t) => {
  const { code, stdout, stderr } = await run('redis://127.0.0.1:1', ['complete', '--', 'streams', '']);
  t.deepEqual([code, stdout, stderr], [0, '', '']);
});

test('bash completes a stream in spite of its colon', async (t) => {
  const { url } = await startDay(t);
  const script = `source <("${process.execPath}" "${program}" completion bash)
obey() { "${process.execPath}" "${program}" "$@"; }
COMP_LINE='obey tail events:au'; COMP_POINT=\${#COMP_LINE}; _obey; printf '%s\\n' "\${COMPREPLY[@]}"`;
  const child = spawn('bash', ['-c', script], { env: environment(url), cwd: dirname(program) });
  t.is(await text(child.stdout), 'auth\n');
});

test('there is a script for zsh and for fish, and for no other shell', async (t) => {
  t.regex((await run(undefined, ['completion', 'zsh'])).stdout, /^#compdef obey/);
  t.regex((await run(undefined, ['completion', 'fish'])).stdout, /^complete -c obey/m);
  t.is((await run(undefined, ['completion', 'tcsh'])).code, 2);
});
