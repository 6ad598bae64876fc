import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import test from 'ava';
import { codeOf, root, services, sources, tests } from './sources.js';

test('the same role has the same file name in every service', (t) => {
  for (const service of services) {
    for (const file of ['src/main.ts', 'src/service.ts', 'README.md'])
      t.true(existsSync(join(root, 'packages', service, file)), `packages/${service}/${file}`);
  }
});

test('main is wiring and nothing else: 40 lines at the most', (t) => {
  const mains = sources.filter(({ path }) => /^packages\/.*\/src\/main\.ts$/.test(path));
  t.is(mains.length, services.length);
  for (const { path, lines } of mains) t.true(lines <= 40, path);
});

test('a file is small: half of them below 90 lines, none past 260', (t) => {
  const lines = sources.map((source) => source.lines).sort((a, b) => a - b);
  t.true((lines[Math.floor(lines.length / 2)] ?? 0) < 90);
  t.deepEqual(
    sources.filter((source) => source.lines > 260).map(({ path }) => path),
    [],
  );
});

test('nothing is silenced, left behind or skipped', (t) => {
  const silenced =
    /(?:[:<]|\bas) any\b|@ts-(?:ignore|expect-error|nocheck)|biome-ignore|eslint-disable|as unknown as/;
  const left = /\b(?:TODO|FIXME|XXX)\b/;
  const skipped = /\btest\.(?:skip|todo|only|failing)\b/;
  const found = [...sources, ...tests]
    .filter(({ path }) => !path.startsWith('tools/house-rules/'))
    .flatMap((source) => {
      const faults = [silenced.exec(codeOf(source)), left.exec(source.text), skipped.exec(source.text)];
      return faults.flatMap((fault) => (fault ? [`${source.path}: ${fault[0]}`] : []));
    });
  t.deepEqual(found, []);
});

test('there are no barrels inside', (t) => {
  const barrels = sources.filter(
    ({ path, text }) => /\bexport \* from\b/.test(text) || /\/src\/.+\/index\.ts$/.test(path),
  );
  t.deepEqual(
    barrels.map(({ path }) => path),
    [],
  );
});

test('every workspace says in a README what it is', (t) => {
  for (const workspace of new Set(sources.map((source) => source.workspace)))
    t.true(existsSync(join(root, workspace, 'README.md')), workspace);
});

test('presence, the example of a service, is small: all but its tests in fewer than 250 lines', (t) => {
  const folder = join(root, 'packages/presence');
  const own = sources.filter(({ workspace }) => workspace === 'packages/presence');
  const beside = ['package.json', 'tsconfig.json', 'README.md'].map((file) => {
    return readFileSync(join(folder, file), 'utf8').trimEnd().split('\n').length;
  });
  const lines = [...own.map((source) => source.lines), ...beside].reduce((sum, count) => sum + count, 0);
  t.true(lines < 250, `${lines} lines`);
});
