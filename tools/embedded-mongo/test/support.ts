import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ExecutionContext } from 'ava';
import { type Collection, type Document, MongoClient, type ObjectId } from 'mongodb';
import { startEmbeddedMongo } from '../src/index.js';

/** Documents of whatever fields, with ids of the kinds that the tests use. */
export type Thing = Document & { _id?: string | number | number[] | ObjectId };
export type Things = Collection<Thing>;

/** A client of a server of its own in memory; both end with the test. */
export async function startClient(t: ExecutionContext): Promise<MongoClient> {
  const server = await startEmbeddedMongo({ memory: true });
  t.teardown(server.stop);
  return connect(t, server.url);
}

export async function connect(t: ExecutionContext, url: string): Promise<MongoClient> {
  const client = await MongoClient.connect(url, { serverSelectionTimeoutMS: 5000 });
  t.teardown(() => client.close());
  return client;
}

/** An empty collection on a server of its own. */
export async function startCollection(t: ExecutionContext): Promise<Things> {
  const client = await startClient(t);
  return client.db('forum').collection('things');
}

export async function temporaryFolder(t: ExecutionContext): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'embedded-mongo-test-'));
  t.teardown(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

/** Polls until a check holds; fails the test past the deadline. */
export async function until(
  check: () => Promise<boolean>,
  what: string,
  milliseconds = 15_000,
): Promise<void> {
  const deadline = Date.now() + milliseconds;
  while (!(await check())) {
    if (Date.now() > deadline) throw new Error(`${what} did not happen within ${milliseconds} ms`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
