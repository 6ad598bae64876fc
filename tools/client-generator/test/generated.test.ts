import test from 'ava';
import { documentOfForum } from '../src/documents.js';
import { readGenerated } from '../src/files.js';
import { generate } from '../src/generate.js';

test('the committed client is what the services serve', async (t) => {
  t.timeout(170_000);
  const files = await generate(await documentOfForum());
  for (const [name, text] of Object.entries(files))
    t.true(
      (await readGenerated(name)) === text,
      `packages/client/generated/${name} is not what the services serve: run \`npm run generate -w @obey/client\` and commit it`,
    );
});
