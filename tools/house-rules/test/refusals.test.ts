import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import test from 'ava';
import { codeOf, root, services, sources } from './sources.js';

// The gateway describes by hand what it adds; what it refuses before a route is none's.
const documenting = services.filter((name) => name !== 'gateway');

test('every code that a service refuses with is in its documents, and so in the client', (t) => {
  const names = readFileSync(join(root, 'packages/client/generated/names.ts'), 'utf8');
  const known = new Set([...names.matchAll(/\| '([^']+)'/g)].map(([, code]) => code));
  const refused = sources
    .filter(({ workspace }) => documenting.includes(workspace.replace('packages/', '')))
    .flatMap((source) =>
      [
        ...codeOf(source).matchAll(
          /\b(?:refuse|refusal|new Refusal)\(\s*(?:'[a-z-]+',\s*)?'([a-z-]+\.[a-z-]+)'/g,
        ),
      ].map(([, code]) => ({ path: source.path, code })),
    );
  t.true(refused.length >= 40);
  t.deepEqual(
    refused.filter(({ code }) => !known.has(code)),
    [],
  );
});
