import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { MongoClient } from 'mongodb';
import { DRIVER_SKIPS } from './driver-skips.js';
import { readTestFile, type TestFile, type UnifiedTest } from './format.js';
import { type ServerFacts, serverFacts, unmet } from './requirements.js';
import { runTest } from './run-test.js';

/** Why a test is not counted: each kind is a heading of the sums. */
export type SkipCause = 'requirement' | 'refusal' | 'driver' | 'specification';

export type Verdict =
  | { kind: 'passed' }
  | { kind: 'failed'; reason: string }
  | { kind: 'skipped'; cause: SkipCause; reason: string };

export type Outcome = { file: string; test: string; verdict: Verdict };

/**
 * Runs the tests of files and folders (relative to `source`; of a folder, all its .json files) against the
 * server at `url`, one after the other, and tells each outcome as it comes. A file that cannot be read or is
 * of a newer format is an outcome too: failed.
 */
export async function runSpecifications(
  url: string,
  source: string,
  targets: readonly string[],
  tell: (outcome: Outcome) => void,
): Promise<Outcome[]> {
  const facts = await askServer(url);
  const outcomes: Outcome[] = [];
  const add = (outcome: Outcome) => {
    outcomes.push(outcome);
    tell(outcome);
  };
  for (const target of targets) {
    for (const name of await filesOf(source, target)) {
      try {
        const file = await readTestFile(join(source, name));
        for (const test of file.tests)
          add({ file: name, test: test.description, verdict: await judge(url, facts, file, test) });
      } catch (error) {
        add({ file: name, test: '(the file)', verdict: failed(error) });
      }
    }
  }
  return outcomes;
}

async function askServer(url: string): Promise<ServerFacts> {
  const client = new MongoClient(url, { serverSelectionTimeoutMS: 10_000 });
  try {
    return await serverFacts(client);
  } finally {
    await client.close();
  }
}

async function filesOf(source: string, target: string): Promise<string[]> {
  if ((await stat(join(source, target))).isFile()) return [target];
  const names = await readdir(join(source, target));
  return names
    .filter((name) => name.endsWith('.json'))
    .sort()
    .map((name) => join(target, name));
}

async function judge(url: string, facts: ServerFacts, file: TestFile, test: UnifiedTest): Promise<Verdict> {
  const requirement = unmet(file.runOnRequirements, facts) ?? unmet(test.runOnRequirements, facts);
  if (requirement !== undefined) return skipped('requirement', requirement);
  if (test.skipReason !== undefined) return skipped('specification', test.skipReason);
  const driver = DRIVER_SKIPS.get(test.description);
  if (driver !== undefined) return skipped('driver', driver);
  try {
    const { refusal, failure } = await runTest(url, file, test);
    if (refusal) return skipped('refusal', `${refusal.code} ${refusal.said}`);
    return failure === undefined ? { kind: 'passed' } : failed(failure);
  } catch (error) {
    return failed(error);
  }
}

function skipped(cause: SkipCause, reason: string): Verdict {
  return { kind: 'skipped', cause, reason };
}

function failed(error: unknown): Verdict {
  return {
    kind: 'failed',
    reason: error instanceof Error ? `${error.name}: ${error.message}` : String(error),
  };
}
