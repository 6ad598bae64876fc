import { type ImportOutcome, importedId, pastTime, sourceKey } from '@obey/service-kit';
import type { Creation } from '../creation.js';
import { highest } from '../numbers.js';
import type { Post, Thread } from '../store.js';
import { addMissing, type Composed, refused, timeRefused } from './adding.js';
import { deedsRefused, done } from './deeds.js';
import type { Deps, People } from './deps.js';
import { userRefused } from './people.js';
import type { PostRecord } from './records.js';
import { storedText } from './texts.js';

/** What is read of posts that are there: texts are long. */
const known = { creation: 1, threadId: 1, authorId: 1, number: 1, createdAt: 1 } as const;

type Known = Pick<Post, '_id' | keyof typeof known>;
type Target = Pick<Known, '_id' | 'threadId' | 'authorId'>;

/**
 * Adds posts to the threads that they name, numbered as they follow each other here. They are told to nobody, nobody is subscribed
 * by them, and they count as unread by everybody.
 */
export const addPosts = async (
  { store: { threads, posts }, source }: Deps,
  records: readonly PostRecord[],
  people: People,
): Promise<ImportOutcome[]> => {
  const keyOf = (id: string) => sourceKey({ source, kind: 'post', id });
  const threadKey = ({ thread }: PostRecord) => sourceKey({ source, kind: 'thread', id: thread });
  const found = await threads
    .find({ 'creation.key': { $in: [...new Set(records.map(threadKey))] } })
    .toArray();
  const byKey = new Map(found.map((thread) => [thread.creation?.key, thread]));
  const touched = new Map<string, Pick<Thread, 'postCount' | 'lastActivityAt' | 'alone'>>();
  const authorOf = new Map(found.map(({ _id, authorId }) => [_id, authorId]));

  const outcomes = await addMissing<PostRecord, Known, Post>({
    source,
    kind: 'post',
    records,
    find: present,
    begin: async (there, attempt) => {
      const replied = records.flatMap(({ replyTo }) => (replyTo === undefined ? [] : [keyOf(replyTo)]));
      const targets = await present([...new Set(replied)]);
      const targetOf = new Map<string | undefined, Target>(targets.map((post) => [post.creation?.key, post]));
      const counts = await countsOf(attempt);
      for (const post of there) touch(post, counts);
      return (record, creation) => {
        const thread = byKey.get(threadKey(record));
        if (!thread)
          return refused('import.no-such-thread', `There is no thread ${record.thread} before this`);
        const number = (counts.get(thread._id) ?? 0) + 1;
        const { replyTo } = record;
        const target = replyTo === undefined ? undefined : targetOf.get(keyOf(replyTo));
        if (replyTo !== undefined && target?.threadId !== thread._id)
          return refused('import.no-such-post', `There is no post ${replyTo} in this thread before this`);
        const composed = writePost(source, record, { thread, number, target, creation, people });
        if ('refused' in composed) return composed;
        targetOf.set(creation.key, composed.made);
        touch(composed.made, counts);
        return composed;
      };
    },
    insert: (made) => posts.insertMany(made),
  });

  // If a crash prevents these, the same records make up for it when they come again, or the next reply: both only ever rise.
  const behind = found.flatMap(({ _id, postCount, lastActivityAt, alone }) => {
    const now = touched.get(_id);
    if (!now) return [];
    const isBehind =
      now.postCount > postCount || now.lastActivityAt > lastActivityAt || (alone && !now.alone);
    const { alone: isAlone, ...rising } = now;
    const update = { $max: rising, ...(!isAlone && { $set: { alone: false } }) };
    return isBehind ? [{ updateOne: { filter: { _id }, update } }] : [];
  });
  if (behind.length > 0) await threads.bulkWrite(behind, { ordered: false });
  return outcomes;

  function present(keys: readonly string[]): Promise<Known[]> {
    return posts.find<Known>({ 'creation.key': { $in: [...keys] } }, { projection: known }).toArray();
  }

  // A thread's own count may be behind its posts, after a crash or while others write.
  async function countsOf(attempt: number): Promise<Map<string, number>> {
    const counts = found.map(async ({ _id, postCount }) => {
      const count = attempt === 1 ? postCount : Math.max(postCount, await highest(posts, _id));
      return [_id, count] as const;
    });
    return new Map(await Promise.all(counts));
  }

  function touch({ threadId, number, authorId, createdAt }: Known, counts: Map<string, number>) {
    counts.set(threadId, Math.max(number, counts.get(threadId) ?? 0));
    const before = touched.get(threadId);
    touched.set(threadId, {
      alone: authorId === authorOf.get(threadId) && before?.alone !== false,
      postCount: Math.max(number, before?.postCount ?? 0),
      lastActivityAt: before && before.lastActivityAt > createdAt ? before.lastActivityAt : createdAt,
    });
  }
};

interface Within {
  readonly thread: Thread;
  readonly number: number;
  readonly target: Target | undefined;
  readonly creation: Creation;
  readonly people: People;
}

const writePost = (
  source: string,
  record: PostRecord,
  { thread, number, target, creation, people }: Within,
): Composed<Post> => {
  const now = new Date();
  const createdAt = pastTime(record.createdAt, now);
  if (!createdAt) return timeRefused('createdAt');
  const authorId = people.ids.get(record.author);
  if (authorId === undefined) return userRefused(record.author);
  const { deleted } = record;
  const fault = deedsRefused([deleted], people, now);
  if (fault) return fault;
  const text = storedText(record.body, people);
  if ('refused' in text) return text;
  return {
    made: {
      _id: importedId({ source, kind: 'post', id: record.id }, createdAt),
      version: 1,
      threadId: thread._id,
      number,
      authorId,
      ...text,
      ...(target && { replyTo: { postId: target._id, authorId: target.authorId } }),
      createdAt,
      state: deleted ? 'deleted' : 'visible',
      ...(deleted && { deletion: done(deleted, people) }),
      creation,
    },
  };
};
