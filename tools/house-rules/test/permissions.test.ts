import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import test from 'ava';
import { root, services, sources } from './sources.js';

const texts = (text: string) => [...text.matchAll(/'([^']+)'/g)].map(([, inner = '']) => inner);

test('every permission that a route asks for is one that auth knows, and can be given', (t) => {
  const catalogue = readFileSync(join(root, 'packages/auth/src/permissions.ts'), 'utf8');
  const known = texts(catalogue.slice(catalogue.indexOf('['), catalogue.indexOf(']')));
  const asked = sources
    .filter(({ workspace }) => services.includes(workspace.replace('packages/', '')))
    .flatMap(({ path, text }) =>
      [...text.matchAll(/\{ permission: (?:'([^']+)'|(\w+)) \}/g)].map(([, literal, name]) => {
        const constant = new RegExp(`const ${name} = '([^']+)'`);
        const named = sources.flatMap((source) => constant.exec(source.text)?.[1] ?? []);
        return { path, permission: literal ?? named[0] };
      }),
    );
  t.true(asked.length >= 5);
  t.deepEqual(
    asked.filter(({ permission }) => permission === undefined || !known.includes(permission)),
    [],
  );
});
