import { run } from '@obey/service-kit';
import { MongoClient } from 'mongodb';
import { authIn } from './auth-in.js';

/** Auth as a process of its own, for tests that kill it: `main.ts` with a database of the test's own. */
const client = await MongoClient.connect(process.env.MONGO_URL ?? '');
await run(authIn(client.db(process.env.TEST_DATABASE)));
