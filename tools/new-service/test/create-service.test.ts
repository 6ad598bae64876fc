import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import test from 'ava';
import { createService } from '../src/create-service.js';
import { copyOfCheckout, copyOfWhatIsNeeded, runIn } from './support.js';

const edited = ['ARCHITECTURE.md', 'README.md', 'compose.yaml', 'package-lock.json', 'tsconfig.json'];
const textsOf = (root: string) => edited.map((path) => readFileSync(join(root, path), 'utf8'));

test('a new service is built, passes its tests, and the house rules and Biome find nothing', async (t) => {
  const root = await copyOfCheckout(t);
  const written = createService(root, 'night-watch');
  for (const path of [
    'packages/night-watch/src/main.ts',
    'packages/night-watch/test/users.test.ts',
    ...edited,
  ])
    t.true(written.includes(path), path);
  await runIn(root, '.', 'typescript/bin/tsc', '-b', 'packages/night-watch');
  t.regex(await runIn(root, 'packages/night-watch', 'ava/entrypoints/cli.mjs'), /1 test passed/);
  t.regex(await runIn(root, 'tools/house-rules', 'ava/entrypoints/cli.mjs'), /tests passed/);
  await t.notThrowsAsync(
    runIn(root, '.', '@biomejs/biome/bin/biome', 'check', 'packages/night-watch', ...['tsconfig.json']),
  );
  t.throws(() => createService(root, 'night-watch'), { code: 'new-service.name-refused' });

  const texts = Object.fromEntries(edited.map((path, index) => [path, textsOf(root)[index] ?? '']));
  t.regex(
    texts['compose.yaml'] ?? '',
    /\n {2}night-watch:\n {4}<<: \*service\n {4}command: \[packages\/night-watch\/dist/,
  );
  const lock: { packages: Record<string, unknown> } = JSON.parse(texts['package-lock.json'] ?? '');
  t.deepEqual(lock.packages['node_modules/@obey/night-watch'], {
    resolved: 'packages/night-watch',
    link: true,
  });
  for (const path of written.filter((file) => file.startsWith('packages/')))
    t.notRegex(readFileSync(join(root, path), 'utf8'), /sample/i, path);
});

test('where it cannot be made, nothing is changed', async (t) => {
  const root = await copyOfWhatIsNeeded(t, edited);
  const before = textsOf(root);
  const nothingChanged = (why: string) => {
    t.deepEqual(textsOf(root), before, why);
    t.false(existsSync(join(root, 'packages/census')), why);
    t.false(readdirSync(join(root, 'node_modules/@obey')).includes('census'), why);
  };
  for (const name of ['Census', 'presence', 'dev', 'redis', ''])
    t.throws(() => createService(root, name), { code: 'new-service.name-refused' }, name);
  nothingChanged('a name that is refused');

  const compose = join(root, 'compose.yaml');
  const text = readFileSync(compose, 'utf8');
  writeFileSync(compose, 'services: {}\n');
  t.throws(() => createService(root, 'census'), { code: 'new-service.unknown-form' });
  writeFileSync(compose, text);
  nothingChanged('a file of a form that is not known');

  // A link that cannot be made, as the last step.
  const links = join(root, 'node_modules/@obey');
  mkdirSync(join(links, 'census'));
  writeFileSync(join(links, 'census/file'), '');
  t.throws(() => createService(root, 'census'));
  t.true(existsSync(join(links, 'census/file')));
  rmSync(join(links, 'census'), { recursive: true });
  nothingChanged('a step that failed');
});
