import { documentOfForum } from './documents.js';
import { writeGenerated } from './files.js';
import { generate } from './generate.js';

const files = await generate(await documentOfForum());
for (const [name, text] of Object.entries(files)) {
  await writeGenerated(name, text);
  console.log(`packages/client/generated/${name}: ${text.split('\n').length} lines`);
}
