import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import test from 'ava';
import { codeOf, root, services, sources } from './sources.js';

const refusing = [...services, 'service-kit'].map((name) => `packages/${name}`);

/** What is refused where no operation is asked for, so that none can say it. */
const ofNoOperation = [
  'gateway.method-not-allowed',
  'gateway.no-path',
  'gateway.no-such-file',
  'gateway.no-such-service',
  'gateway.origin-not-allowed',
  'request.method-not-allowed',
  'request.no-such-path',
];

test('every code that an operation is refused with is in its documents, and so in the client', (t) => {
  const names = readFileSync(join(root, 'packages/client/generated/names.ts'), 'utf8');
  const known = new Set([...names.matchAll(/\| '([^']+)'/g)].map(([, code]) => code));
  const refused = sources
    .filter(({ workspace }) => refusing.includes(workspace))
    .flatMap((source) =>
      [
        ...codeOf(source).matchAll(
          /\b(?:refuse|refusal|new Refusal)\(\s*(?:'[a-z-]+',\s*)?'([a-z-]+\.[a-z-]+)'/g,
        ),
      ].map(([, code]) => ({ path: source.path, code })),
    );
  t.true(refused.length >= 100);
  const unknown = refused.filter(({ code }) => !known.has(code));
  t.deepEqual([...new Set(unknown.map(({ code }) => code))].sort(), ofNoOperation, JSON.stringify(unknown));
});
