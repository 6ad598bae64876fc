import { readFileSync } from 'node:fs';
import { join, posix } from 'node:path';
import test from 'ava';
import { importsOf, root, services, sources } from './sources.js';

/** What each workspace may import of ours. A service imports no service; a library knows nothing above it. */
const libraries: Record<string, readonly string[]> = {
  contracts: [],
  'packages/choreography': [],
  'packages/service-kit': ['@obey/choreography'],
  'packages/user-replica': ['@obey/choreography', '@obey/contracts'],
};
const forServices = [
  '@obey/choreography',
  '@obey/contracts',
  '@obey/contracts/masking',
  '@obey/service-kit',
  '@obey/user-replica',
];

test('imports point one way: services to libraries to contracts, and no service to another', (t) => {
  const allowed: Record<string, readonly string[]> = {
    ...libraries,
    ...Object.fromEntries(services.map((service) => [`packages/${service}`, forServices])),
  };
  const astray = sources.flatMap((source) => {
    const may = allowed[source.workspace];
    const ours = importsOf(source).filter((name) => name.startsWith('@obey/'));
    return may === undefined
      ? []
      : ours.filter((name) => !may.includes(name)).map((name) => `${source.path}: ${name}`);
  });
  t.deepEqual(astray, []);
  t.true(sources.length > 100);
});

test('files import one way, types too: no way leads back to where it began', (t) => {
  const left = new Map(
    sources.map((source) => {
      const near = importsOf(source).filter((name) => name.startsWith('.'));
      const paths = near.map((name) => posix.join(posix.dirname(source.path), name.replace(/\.js$/, '.ts')));
      return [source.path, paths];
    }),
  );
  const followed = [...left.values()].flat().filter((path) => left.has(path));
  t.true(followed.length > 1_000);
  // What imports nothing that is left goes, and what nothing imports that is left, until nothing goes: circles stay.
  for (let before = 0; before !== left.size; ) {
    before = left.size;
    for (const [path, imported] of left) if (!imported.some((one) => left.has(one))) left.delete(path);
    const wanted = new Set([...left.values()].flat());
    for (const path of left.keys()) if (!wanted.has(path)) left.delete(path);
  }
  t.deepEqual([...left.keys()], []);
});

/** The doors that a workspace has besides the main one: `@obey/auth/importing`. */
const sideDoors = [...new Set(sources.map(({ workspace }) => workspace))].flatMap((workspace) => {
  const declared: { name: string; exports?: object } = JSON.parse(
    readFileSync(join(root, workspace, 'package.json'), 'utf8'),
  );
  const names = Object.keys(declared.exports ?? {}).filter((name) => name !== '.');
  return names.map((name) => `${declared.name}${name.slice(1)}`);
});

test('a library is entered by its doors: nobody reaches into the folders of another workspace', (t) => {
  const reached = sources.flatMap((source) =>
    importsOf(source)
      .filter((name) => !sideDoors.includes(name))
      .filter((name) => /^@obey\/[^/]+\/./.test(name) || (name.match(/\.\.\//g)?.length ?? 0) > 2)
      .map((name) => `${source.path}: ${name}`),
  );
  t.deepEqual(reached, []);
});

test('the runtime and the frame of a service know no word of forums', (t) => {
  const words = /\b(forum|thread|post(?!s? (?:office|request))|nickname|moderator|category|ban(?:ned)?)\b/i;
  const told = sources
    .filter(({ workspace }) => workspace === 'packages/choreography' || workspace === 'packages/service-kit')
    .filter(({ text }) => words.test(text.replaceAll(/'POST'|method: 'post'|\.post\(/g, '')))
    .map(({ path, text }) => `${path}: ${words.exec(text)?.[0]}`);
  t.deepEqual(told, []);
});

test('RxJS stays inside the libraries: no service holds a Subject', (t) => {
  const holding = sources
    .filter(({ workspace }) => services.includes(workspace.replace('packages/', '')))
    .filter(({ text }) => /\bnew (?:Behavior|Replay|Async)?Subject\b/.test(text));
  t.deepEqual(
    holding.map(({ path }) => path),
    [],
  );
});
