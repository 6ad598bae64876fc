import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import test from 'ava';
import { root, sources } from './sources.js';

/** Blocks of code that begin with a comment which names their file. */
const snippets = [
  ...readFileSync(join(root, 'ARCHITECTURE.md'), 'utf8').matchAll(/```ts\n\s*\/\/ (\S+\.ts)\n([\s\S]*?)```/g),
].map(([, path = '', code = '']) => ({ path, code }));

/** Without indentation: what is shown may stand deeper in its file. */
const flat = (text: string) => text.replaceAll(/^\s+/gm, '').trim();

test('code that ARCHITECTURE.md shows of a file stands in it, in that order; … leaves lines out', (t) => {
  t.true(snippets.length >= 4);
  for (const { path, code } of snippets) {
    let rest = flat(sources.find((source) => source.path === path)?.text ?? '');
    for (const part of flat(code).split('\n…\n')) {
      const at = rest.indexOf(part.trim());
      t.not(at, -1, `${path}: ${part}`);
      rest = rest.slice(at + part.trim().length);
    }
  }
});
