import { parseArgs } from 'node:util';
import { suites } from './suites.js';

export interface BenchOptions {
  readonly suites: readonly string[];
  readonly json: boolean;
  readonly quick: boolean;
}

export const usage = `npm run bench -- <suite …> [--json] [--quick]

${Object.entries(suites)
  .map(([name, { about }]) => `  ${name.padEnd(14)} ${about}`)
  .join('\n')}

  --json   print one object a line, and nothing else
  --quick  fewer rounds; ends within 60 s
`;

/** The command line makes no sense. */
export class UsageError extends Error {
  readonly code = 'bench.usage';
}

/** Reads the arguments of `npm run bench`. Throws `UsageError`. */
export const readBenchOptions = (args: readonly string[]): BenchOptions => {
  const { positionals, values } = parse(args);
  const unknown = positionals.filter((name) => !Object.hasOwn(suites, name));
  if (positionals.length === 0 || unknown.length > 0) {
    const what = unknown.length > 0 ? `There is no suite ${unknown.join(', ')}.` : 'Which suite?';
    throw new UsageError(`${what}\n\n${usage}`);
  }
  return { suites: positionals, ...values };
};

const parse = (args: readonly string[]) => {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: { json: { type: 'boolean', default: false }, quick: { type: 'boolean', default: false } },
    });
  } catch (cause) {
    throw new UsageError(`${cause instanceof Error ? cause.message : cause}\n\n${usage}`, { cause });
  }
};
