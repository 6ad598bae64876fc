import process from 'node:process';
import { isProblem } from '@obey/client';
import pc from 'picocolors';
import { demoUsage, readDemoOptions } from './demo/demo-options.js';
import type { StepReport } from './demo/steps.js';
import { playStory } from './demo/story.js';

const render = (step: StepReport): string => {
  const about = pc.dim(`${Math.round(step.tookMs)} ms  ${step.correlationId}`);
  switch (step.kind) {
    case 'done':
      return `${pc.green('✓')} ${step.title}  ${about}`;
    case 'failed':
      return `${pc.red('✗')} ${step.title}  ${about}\n    ${explain(step.error)}`;
  }
};

const explain = (error: unknown): string => {
  if (isProblem(error)) return `${error.url}: ${error.message} (correlation id ${error.correlationId})`;
  return error instanceof Error ? error.message : String(error);
};

try {
  const place = readDemoOptions(process.argv.slice(2));
  if (place) {
    console.log(`The story at ${place.url}`);
    const result = await playStory({ ...place, report: (step) => console.log(render(step)) });
    console.log(JSON.stringify(result));
    process.exitCode = result.failed;
  } else console.log(demoUsage);
} catch (error) {
  const isExpected = error instanceof Error && 'code' in error && String(error.code).startsWith('dev.');
  console.error(isExpected ? error.message : error);
  process.exitCode = 1;
}
