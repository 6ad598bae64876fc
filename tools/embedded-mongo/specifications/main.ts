import { join } from 'node:path';
import { startEmbeddedMongo } from '../src/index.js';
import { line, sums } from './report.js';
import { runSpecifications } from './run.js';

const folder = process.env.MONGODB_SPECIFICATIONS;
const targets = process.argv.slice(2);

if (!folder) {
  console.error('MONGODB_SPECIFICATIONS must name a checkout of https://github.com/mongodb/specifications');
  process.exitCode = 1;
} else {
  const url = process.env.MONGO_URL;
  const server = url ? { url, stop: async () => undefined } : await startEmbeddedMongo({ memory: true });
  try {
    const chosen = targets.length > 0 ? targets : ['crud/tests/unified'];
    const outcomes = await runSpecifications(server.url, join(folder, 'source'), chosen, (outcome) =>
      console.log(line(outcome)),
    );
    console.log(sums(outcomes));
    const ran = outcomes.filter(({ verdict }) => verdict.kind !== 'skipped');
    if (ran.length === 0 || ran.some(({ verdict }) => verdict.kind === 'failed')) process.exitCode = 1;
  } finally {
    await server.stop();
  }
}
