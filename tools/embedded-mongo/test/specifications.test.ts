import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import test, { type ExecutionContext } from 'ava';
import type { Document } from 'mongodb';
import { sums } from '../specifications/report.js';
import { type Outcome, runSpecifications, type Verdict } from '../specifications/run.js';
import { startEmbeddedMongo } from '../src/index.js';
import { temporaryFolder } from './support.js';

const MAIN = fileURLToPath(new URL('../specifications/main.js', import.meta.url));

const INSERT = { name: 'insertOne', object: 'things', arguments: { document: { _id: 2, n: 20 } } };
const FIND = { name: 'find', object: 'things', arguments: { filter: { n: { $gt: 1 } }, sort: { _id: 1 } } };
const FOUND = [{ _id: 1, n: 10 }];
const STARTED = { commandStartedEvent: { commandName: 'insert', command: { insert: 'things' } } };

const PASSES: Document = {
  description: 'inserts and finds',
  operations: [
    { ...FIND, expectResult: FOUND },
    { ...INSERT, expectResult: { $$unsetOrMatches: { insertedId: { $$unsetOrMatches: 2 } } } },
    { ...INSERT, expectError: { isClientError: false, errorCode: 11000, errorContains: 'DUPLICATE key' } },
  ],
  expectEvents: [
    { client: 'client', events: [{ commandStartedEvent: { commandName: 'find' } }, STARTED, STARTED] },
  ],
  outcome: [{ databaseName: 'forum', collectionName: 'things', documents: [...FOUND, { _id: 2, n: 20 }] }],
};

/** A file of tests around one collection that holds one document. */
function fileOf(tests: Document[], fields: Document = {}): Document {
  return {
    description: 'ours',
    schemaVersion: '1.0',
    createEntities: [
      { client: { id: 'client', observeEvents: ['commandStartedEvent'] } },
      { database: { id: 'database', client: 'client', databaseName: 'forum' } },
      { collection: { id: 'things', database: 'database', collectionName: 'things' } },
    ],
    initialData: [{ databaseName: 'forum', collectionName: 'things', documents: FOUND }],
    tests,
    ...fields,
  };
}

async function checkout(t: ExecutionContext, file: Document): Promise<string> {
  const folder = await temporaryFolder(t);
  await mkdir(join(folder, 'source', 'ours'), { recursive: true });
  await writeFile(join(folder, 'source', 'ours', 'ours.json'), JSON.stringify(file));
  return folder;
}

async function run(t: ExecutionContext, file: Document): Promise<Outcome[]> {
  const folder = await checkout(t, file);
  const server = await startEmbeddedMongo({ memory: true });
  t.teardown(server.stop);
  return runSpecifications(server.url, join(folder, 'source'), ['ours'], () => undefined);
}

async function verdictOf(t: ExecutionContext, one: Document, fields: Document = {}): Promise<Verdict> {
  const [outcome] = await run(t, fileOf([{ description: 'one', ...one }], fields));
  if (!outcome) throw new Error('the runner told of no test');
  return outcome.verdict;
}

function isFailed(t: ExecutionContext, verdict: Verdict, reason: RegExp): void {
  t.is(verdict.kind, 'failed', JSON.stringify(verdict));
  if (verdict.kind === 'failed') t.regex(verdict.reason, reason);
}

test('a test whose results, errors, events and outcome are as expected passes', async (t) => {
  t.deepEqual(await verdictOf(t, PASSES), { kind: 'passed' });
});

const failing: [what: string, change: Document, reason: RegExp][] = [
  [
    'a wrong result',
    { operations: [{ ...FIND, expectResult: [{ _id: 1, n: 11 }] }] },
    /\[0\]\.n is 10 and not 11/,
  ],
  ['a result too few', { operations: [{ ...FIND, expectResult: [] }] }, /and not \[\]/],
  [
    'a further field inside a document',
    {
      operations: [
        { ...INSERT, arguments: { document: { _id: 2, n: { a: 5, b: 1 } } } },
        { ...FIND, arguments: { filter: { _id: 2 } }, expectResult: [{ n: { a: 5 } }] },
      ],
    },
    /n has more fields: b/,
  ],
  [
    'a value of distinct with a further field',
    {
      operations: [
        { ...INSERT, arguments: { document: { _id: 2, m: { a: 5, b: 1 } } } },
        {
          name: 'distinct',
          object: 'things',
          arguments: { fieldName: 'm', filter: {} },
          expectResult: [{ a: 5 }],
        },
      ],
    },
    /has more fields: b/,
  ],
  ['an error that was not expected', { operations: [INSERT, INSERT] }, /E11000/],
  ['no error', { operations: [{ ...INSERT, expectError: { isError: true } }] }, /and no error/],
  [
    'another error code',
    { operations: [INSERT, { ...INSERT, expectError: { errorCode: 2 } }] },
    /has not the code 2/,
  ],
  [
    'an error of the server where one of the client is due',
    { operations: [INSERT, { ...INSERT, expectError: { isClientError: true } }] },
    /other side/,
  ],
  [
    'a missing event',
    { operations: [INSERT], expectEvents: [{ client: 'client', events: [STARTED, STARTED] }] },
    /saw 1 events and not 2/,
  ],
  [
    'an event too many',
    { operations: [INSERT], expectEvents: [{ client: 'client', events: [] }] },
    /saw 1 events and not 0/,
  ],
  [
    'an event of another command',
    {
      operations: [INSERT],
      expectEvents: [
        { client: 'client', events: [{ commandStartedEvent: { command: { ordered: false } } }] },
      ],
    },
    /ordered is true and not false/,
  ],
  [
    'a wrong outcome',
    {
      operations: [INSERT],
      outcome: [{ databaseName: 'forum', collectionName: 'things', documents: FOUND }],
    },
    /things ends as/,
  ],
  [
    'an operation that the runner does not know',
    { operations: [{ ...FIND, name: 'fetch' }] },
    /does not know/,
  ],
  [
    'an argument that the runner does not know',
    { operations: [{ ...INSERT, arguments: { document: {}, sorted: true } }] },
    /sorted of insertOne/,
  ],
  ['an entity that is not there', { operations: [{ ...FIND, object: 'nothing' }] }, /no collection nothing/],
];

for (const [what, change, reason] of failing) {
  test(`a test fails by ${what}`, async (t) => isFailed(t, await verdictOf(t, change), reason));
}

test('a file of a newer format fails', async (t) => {
  isFailed(t, await verdictOf(t, PASSES, { schemaVersion: '1.99' }), /schema version 1\.99/);
});

for (const [reason, requirement] of [
  ['needs MongoDB 99.0 or later', { minServerVersion: '99.0' }],
  ['needs MongoDB 4.4 or earlier', { maxServerVersion: '4.4' }],
  ['needs the topology replicaset', { topologies: ['replicaset'] }],
] as const) {
  test(`a test is skipped that ${reason}`, async (t) => {
    const expected: Verdict = { kind: 'skipped', cause: 'requirement', reason };
    t.deepEqual(await verdictOf(t, PASSES, { runOnRequirements: [requirement] }), expected);
    t.deepEqual(await verdictOf(t, { ...PASSES, runOnRequirements: [requirement] }), expected);
    const either = [requirement, { minServerVersion: '4.0' }];
    t.deepEqual(await verdictOf(t, PASSES, { runOnRequirements: either }), { kind: 'passed' });
  });
}

const COLLATED = { ...FIND, arguments: { filter: {}, collation: { locale: 'de' } } };

test('a test is skipped with the words of the server when the server says that it does not do it', async (t) => {
  const verdict = await verdictOf(t, { operations: [{ ...COLLATED, expectResult: FOUND }] });
  t.is(verdict.kind, 'skipped');
  if (verdict.kind === 'skipped') t.regex(verdict.reason, /^238 .*collation of find/);
});

test('a refusal does not count as the error that any error would satisfy', async (t) => {
  const verdict = await verdictOf(t, { operations: [{ ...COLLATED, expectError: { isError: true } }] });
  t.is(verdict.kind, 'skipped');
});

test('a refusal that the test itself expects by its code is no reason to skip it', async (t) => {
  const verdict = await verdictOf(t, { operations: [{ ...COLLATED, expectError: { errorCode: 238 } }] });
  t.deepEqual(verdict, { kind: 'passed' });
});

test('the sums count each reason', async (t) => {
  const needs = { description: 'new', operations: [], runOnRequirements: [{ minServerVersion: '99.0' }] };
  const wrong = { description: 'wrong', operations: [{ ...FIND, expectResult: [] }] };
  const lines = sums(await run(t, fileOf([PASSES, wrong, needs, needs]))).split('\n');
  t.is(lines[0], '4 tests: 1 passed, 1 failed, 2 skipped');
  t.is(lines[2]?.trim(), '2 needs MongoDB 99.0 or later');
});

async function exitCode(t: ExecutionContext, file: Document): Promise<number | null> {
  const { MONGO_URL: _, ...environment } = process.env;
  const env = { ...environment, MONGODB_SPECIFICATIONS: await checkout(t, file) };
  const child = spawn(process.execPath, [MAIN, 'ours'], { env, stdio: 'ignore' });
  await once(child, 'exit');
  return child.exitCode;
}

test('the command ends with 0 when all that ran passed, and with 1 when one failed or none ran', async (t) => {
  t.is(await exitCode(t, fileOf([PASSES])), 0);
  t.is(await exitCode(t, fileOf([PASSES, { description: 'wrong', operations: [INSERT, INSERT] }])), 1);
  t.is(await exitCode(t, fileOf([PASSES], { runOnRequirements: [{ minServerVersion: '99.0' }] })), 1);
});
