import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { createService } from './create-service.js';

const root = fileURLToPath(new URL('../../../..', import.meta.url));

try {
  const [name, ...more] = process.argv.slice(2);
  const written = createService(root, more.length > 0 ? [name, ...more].join(' ') : name);
  console.log(`${written.map((path) => `  ${path}`).join('\n')}

It counts who signs up: make it do what you want. What to change where: "Add a service" in ARCHITECTURE.md.

  npx tsc -b && npm test -w @obey/${name}     builds and tests it
  npm start                              runs it with the forum: http://127.0.0.1:8080/${name}/users`);
} catch (error) {
  const isExpected =
    error instanceof Error && 'code' in error && String(error.code).startsWith('new-service.');
  console.error(isExpected ? error.message : error);
  process.exitCode = 1;
}
