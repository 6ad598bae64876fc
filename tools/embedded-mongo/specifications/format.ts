import { readFile } from 'node:fs/promises';
import { EJSON } from 'bson';
import type { Document } from 'mongodb';

/** The newest version of the unified test format that the runner was written against. */
const SUPPORTED = '1.28';

export type Requirement = {
  minServerVersion?: string;
  maxServerVersion?: string;
  topologies?: string[];
  serverless?: string;
  serverParameters?: Document;
  auth?: boolean;
  authMechanism?: string;
  csfle?: boolean | Document;
};

export type CollectionData = {
  databaseName: string;
  collectionName: string;
  createOptions?: Document;
  documents: Document[];
};

export type ExpectedError = {
  isError?: boolean;
  isClientError?: boolean;
  isTimeoutError?: boolean;
  errorContains?: string;
  errorCode?: number;
  errorCodeName?: string;
  errorLabelsContain?: string[];
  errorLabelsOmit?: string[];
  writeErrors?: Document;
  writeConcernErrors?: Document[];
  errorResponse?: Document;
  expectResult?: unknown;
};

export type Operation = {
  name: string;
  object: string;
  arguments?: Document;
  ignoreResultAndError?: boolean;
  expectError?: ExpectedError;
  expectResult?: unknown;
  saveResultAsEntity?: string;
};

export type ExpectedEvents = {
  client: string;
  eventType?: string;
  ignoreExtraEvents?: boolean;
  events: Document[];
};

export type UnifiedTest = {
  description: string;
  runOnRequirements?: Requirement[];
  skipReason?: string;
  operations: Operation[];
  expectEvents?: ExpectedEvents[];
  outcome?: CollectionData[];
};

/** A test file; its shape is held upstream, by the JSON schema of the specifications. */
export type TestFile = {
  description: string;
  schemaVersion: string;
  runOnRequirements?: Requirement[];
  createEntities?: Document[];
  initialData?: CollectionData[];
  tests: UnifiedTest[];
};

/** What the test asks of the runner that the runner does not do: the test fails with it, never passes silently. */
export class Unsupported extends Error {
  override readonly name = 'Unsupported';
  readonly code = 'specifications.unsupported';

  constructor(what: string) {
    super(`the runner does not know ${what}`);
  }
}

/** The words of a text: a list that stays on one line. */
export function words(text: string): string[] {
  return text.split(/\s+/).filter((word) => word !== '');
}

/** Refuses fields that would change what a test means and that the runner would otherwise pass over. */
export function onlyKnown(value: object, known: readonly string[], where: string): void {
  const unknown = Object.keys(value).filter((field) => !known.includes(field));
  if (unknown.length > 0) throw new Unsupported(`${unknown.join(', ')} of ${where}`);
}

/** Reads a test file of Extended JSON; Unsupported when its schema version is newer than the runner's. */
export async function readTestFile(path: string): Promise<TestFile> {
  const file: TestFile = EJSON.parse(await readFile(path, 'utf8'));
  const [major] = String(file.schemaVersion).split('.');
  if (major !== '1' || compareVersions(file.schemaVersion, SUPPORTED) > 0)
    throw new Unsupported(`schema version ${file.schemaVersion}`);
  return file;
}

/** Compares versions part by part as numbers: below, at or above zero; a missing part counts as 0. */
export function compareVersions(left: string, right: string): number {
  const [a, b] = [left.split('.').map(Number), right.split('.').map(Number)];
  return [0, 1, 2].map((part) => (a[part] ?? 0) - (b[part] ?? 0)).find((difference) => difference !== 0) ?? 0;
}
