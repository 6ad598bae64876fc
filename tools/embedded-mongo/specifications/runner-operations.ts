import type { Document, MongoClient } from 'mongodb';
import type { Entities } from './entities.js';
import { type Operation, Unsupported } from './format.js';
import { Mismatch } from './match.js';

/** The special operations of a test, those whose object is `testRunner`; gives what undoes a fail point. */
export async function operateRunner(
  { name, arguments: given = {} }: Operation,
  entities: Entities,
  internal: MongoClient,
): Promise<(() => Promise<unknown>) | undefined> {
  switch (name) {
    case 'createEntities':
      for (const entity of given.entities) await entities.create(entity);
      return undefined;
    case 'failPoint': {
      const admin = entities.get('client', given.client).client.db('admin');
      await admin.command(given.failPoint);
      const { configureFailPoint } = given.failPoint;
      return () => internal.db('admin').command({ configureFailPoint, mode: 'off' });
    }
    case 'assertCollectionExists':
    case 'assertCollectionNotExists': {
      const found = await internal.db(given.databaseName).listCollections({}, { nameOnly: true }).toArray();
      return holds(name, 'collectionName', given, found);
    }
    case 'assertIndexExists':
    case 'assertIndexNotExists': {
      const collection = internal.db(given.databaseName).collection(given.collectionName);
      return holds(name, 'indexName', given, await collection.listIndexes().toArray());
    }
    default:
      throw new Unsupported(`the operation ${name} of the test runner`);
  }
}

function holds(name: string, field: string, given: Document, found: Document[]): undefined {
  const there = found.some((one) => one.name === given[field]);
  if (there === name.endsWith('NotExists'))
    throw new Mismatch(`${name}: ${given[field]} is ${there ? '' : 'not '}there`);
  return undefined;
}
