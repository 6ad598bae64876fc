import { MongoClient } from 'mongodb';
import { asBson } from './bson-values.js';
import { createEntities, type Entities } from './entities.js';
import { matchEvents } from './events.js';
import {
  type CollectionData,
  type Operation,
  onlyKnown,
  type TestFile,
  type UnifiedTest,
  Unsupported,
  words,
} from './format.js';
import { isSame, Mismatch, match, show } from './match.js';
import { matchError } from './match-error.js';
import { mayHaveMoreFields, operate } from './operations.js';
import { createRefusals, type Refusal } from './refusals.js';
import { resultDocument } from './results.js';
import { operateRunner } from './runner-operations.js';

const TEST_FIELDS = words('description runOnRequirements operations expectEvents outcome');
const DATA_FIELDS = words('databaseName collectionName createOptions documents');
const OPERATION_FIELDS = words(
  'name object arguments ignoreResultAndError expectError expectResult saveResultAsEntity',
);
const TEST_MS = 60_000;

/** How a test that was run ended: what the server refused of it, else why it failed, else that it passed. */
export type Run = { refusal?: Refusal; failure?: unknown };

/** Runs one test by the format's rules, with clients of its own that end with it. */
export async function runTest(url: string, file: TestFile, test: UnifiedTest): Promise<Run> {
  const refusals = createRefusals();
  const internal = new MongoClient(url, { monitorCommands: true, serverSelectionTimeoutMS: 10_000 });
  refusals.watch(internal);
  const entities = createEntities(url, refusals);
  const fromFailPoints: (() => Promise<unknown>)[] = [];

  async function run(): Promise<void> {
    onlyKnown(test, TEST_FIELDS, 'a test');
    for (const data of file.initialData ?? []) await setUp(internal, data);
    for (const entity of file.createEntities ?? []) await entities.create(entity);
    for (const operation of test.operations) {
      onlyKnown(operation, OPERATION_FIELDS, 'an operation');
      if (operation.object === 'testRunner') {
        const undo = await operateRunner(operation, entities, internal);
        if (undo) fromFailPoints.push(undo);
      } else await runOperation(operation, entities);
      refusals.settle(operation.expectError);
    }
    const clients = (test.expectEvents ?? []).map(({ client }) => entities.get('client', client));
    for (const { observed } of clients) observed.stop();
    for (const [index, expected] of (test.expectEvents ?? []).entries())
      matchEvents(expected, clients[index]?.observed.events() ?? [], entities.lookup);
    for (const data of test.outcome ?? []) await matchOutcome(internal, data);
  }

  const deadline = new AbortController();
  try {
    await Promise.race([run(), expire(deadline.signal)]);
    const refusal = refusals.first();
    return refusal ? { refusal } : {};
  } catch (failure) {
    const refusal = refusals.first();
    return refusal ? { refusal, failure } : { failure };
  } finally {
    deadline.abort();
    for (const undo of fromFailPoints) await undo();
    await entities.close();
    await internal.close();
  }
}

function expire(ended: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    const timer = setTimeout(() => reject(new Mismatch(`the test did not end in ${TEST_MS} ms`)), TEST_MS);
    ended.addEventListener('abort', () => clearTimeout(timer));
  });
}

async function setUp(internal: MongoClient, data: CollectionData): Promise<void> {
  onlyKnown(data, DATA_FIELDS, 'initialData');
  const database = internal.db(data.databaseName, { writeConcern: { w: 'majority' } });
  const name = data.collectionName;
  for (const dropped of [name, `enxcol_.${name}.esc`, `enxcol_.${name}.ecoc`])
    await database.dropCollection(dropped);
  if (data.createOptions || data.documents.length === 0)
    await database.createCollection(name, data.createOptions);
  if (data.documents.length > 0) await database.collection(name).insertMany(data.documents);
}

async function runOperation(operation: Operation, entities: Entities): Promise<void> {
  const { expectError, saveResultAsEntity } = operation;
  let result: unknown;
  try {
    result = await operate(operation, entities);
  } catch (error) {
    if (error instanceof Unsupported || error instanceof Mismatch) throw error;
    if (operation.ignoreResultAndError) return;
    if (!expectError) throw error;
    return matchError(expectError, error, entities.lookup);
  }
  if (operation.ignoreResultAndError) return;
  if (expectError) throw new Mismatch(`${operation.name} gave ${show(asBson(result, true))} and no error`);
  if ('expectResult' in operation) {
    const actual = asBson(resultDocument(result), true);
    match(operation.expectResult, actual, entities.lookup, '', mayHaveMoreFields(operation));
  }
  if (saveResultAsEntity !== undefined) entities.keep(saveResultAsEntity, result);
}

async function matchOutcome(internal: MongoClient, data: CollectionData): Promise<void> {
  onlyKnown(data, DATA_FIELDS, 'outcome');
  const found = await internal
    .db(data.databaseName)
    .collection(data.collectionName, { readConcern: { level: 'local' }, readPreference: 'primary' })
    .find({}, { sort: { _id: 1 } })
    .toArray();
  if (!isSame(data.documents, asBson(found)))
    throw new Mismatch(`${data.collectionName} ends as ${show(found)} and not ${show(data.documents)}`);
}
