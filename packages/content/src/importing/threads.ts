import { type ImportOutcome, importedId, pastTime, sourceKey } from '@obey/service-kit';
import type { Creation } from '../creation.js';
import type { Post, Thread } from '../store.js';
import { addMissing, type Composed, refused, timeRefused } from './adding.js';
import { deedsRefused, done } from './deeds.js';
import type { Deps, People } from './deps.js';
import { userRefused } from './people.js';
import type { ThreadRecord } from './records.js';
import { storedText } from './texts.js';

interface Opened {
  readonly _id: string;
  readonly thread: Thread;
  readonly post: Post;
}

/** Adds threads, each with its opening post. They are told to nobody: what is old is no news. */
export const addThreads = (
  { store: { sections, threads, posts }, source }: Deps,
  records: readonly ThreadRecord[],
  people: People,
): Promise<ImportOutcome[]> => {
  const sectionKey = ({ section }: ThreadRecord) => sourceKey({ source, kind: 'section', id: section });
  const postKey = ({ post }: ThreadRecord) =>
    post === undefined ? [] : [sourceKey({ source, kind: 'post', id: post })];
  return addMissing<ThreadRecord, Thread, Opened>({
    source,
    kind: 'thread',
    records,
    find: (keys) => threads.find({ 'creation.key': { $in: [...keys] } }).toArray(),
    begin: async () => {
      const [inSections, openings] = await Promise.all([
        sections.find({ 'creation.key': { $in: [...new Set(records.map(sectionKey))] } }).toArray(),
        posts.find({ 'creation.key': { $in: records.flatMap(postKey) } }).toArray(),
      ]);
      const sectionIds = new Map(inSections.map(({ _id, creation }) => [creation?.key, _id]));
      const openedBy = new Map(openings.map(({ threadId, creation }) => [creation?.key, threadId]));
      return (record, creation) => {
        const sectionId = sectionIds.get(sectionKey(record));
        if (sectionId === undefined)
          return refused('import.no-such-section', `There is no section ${record.section} before this`);
        const composed = openThread(source, record, { sectionId, creation, people });
        if ('refused' in composed) return composed;
        for (const key of postKey(record)) {
          const { _id } = composed.made;
          if ((openedBy.get(key) ?? _id) !== _id)
            return refused('import.id-taken', `The post ${record.post} is another one already`);
          openedBy.set(key, _id);
        }
        return composed;
      };
    },
    // The posts first: a crash in between leaves posts without a thread, which nobody sees, and which are there then.
    insert: async (made) => {
      const missing = await withoutPresent(made);
      if (missing.length > 0) await posts.insertMany(missing);
      await threads.insertMany(made.map(({ thread }) => thread));
    },
  });

  async function withoutPresent(made: readonly Opened[]): Promise<Post[]> {
    const ids = made.map(({ post }) => post._id);
    const found = await posts.find({ _id: { $in: ids } }, { projection: { _id: 1 } }).toArray();
    const present = new Set(found.map(({ _id }) => _id));
    return made.flatMap(({ post }) => (present.has(post._id) ? [] : [post]));
  }
};

interface Within {
  readonly sectionId: string;
  readonly creation: Required<Creation>;
  readonly people: People;
}

const openThread = (
  source: string,
  record: ThreadRecord,
  { sectionId, creation, people }: Within,
): Composed<Opened> => {
  const now = new Date();
  const createdAt = pastTime(record.createdAt, now);
  if (!createdAt) return timeRefused('createdAt');
  const authorId = people.ids.get(record.author);
  if (authorId === undefined) return userRefused(record.author);
  const { id, post: postId, pin, lock, deleted } = record;
  const fault = deedsRefused([pin, lock, deleted], people, now);
  if (fault) return fault;
  const text = storedText(record.body, people);
  if ('refused' in text) return text;
  const _id = importedId({ source, kind: 'thread', id }, createdAt);
  const openingPostId = importedId(
    postId === undefined ? { source, kind: 'opening', id } : { source, kind: 'post', id: postId },
    createdAt,
  );
  return {
    made: {
      _id,
      thread: {
        _id,
        version: 1,
        sectionId,
        title: record.title,
        authorId,
        openingPostId,
        postCount: 1,
        createdAt,
        lastActivityAt: createdAt,
        alone: true,
        pinned: pin !== undefined,
        state: deleted ? 'deleted' : 'visible',
        ...(deleted && { deletion: done(deleted, people) }),
        ...(pin && { pin: done(pin, people) }),
        ...(lock && { lock: done(lock, people) }),
        creation,
      },
      post: {
        _id: openingPostId,
        version: 1,
        threadId: _id,
        number: 1,
        authorId,
        ...text,
        createdAt,
        state: 'visible',
        ...(postId !== undefined && {
          creation: { key: sourceKey({ source, kind: 'post', id: postId }), body: creation.body },
        }),
      },
    },
  };
};
