import { randomUUID } from 'node:crypto';

/** What is published and read: one kind of message, on so many streams. */
export interface Topic {
  readonly owner: string;
  /** A divisor of the number of subjects, so that each subject keeps to one partition. */
  readonly partitions: number;
}

/** The data of a message: about 300 bytes of JSON. */
export interface Post {
  readonly threadId: string;
  readonly postId: string;
  readonly authorId: string;
  readonly number: number;
  /** Milliseconds since 1970; 0 where nobody asks for it. */
  readonly dueAt: number;
  readonly title: string;
  readonly text: string;
}

/** The streams of a topic, by the names that the runtime gives them. */
export const streamsOf = ({ owner, partitions }: Topic): string[] =>
  Array.from({ length: partitions }, (_, partition) => `events:{${owner}:${partition}}`);

export const groupOf = ({ owner }: Topic) => `${owner}-reader`;

const subjectCount = 128;
const text = 'Words of a post, as long as people write them. '.repeat(4).slice(0, 150);

const posts = Array.from(
  { length: 1_024 },
  (_, index): Post => ({
    threadId: `thread-${index % subjectCount}`,
    postId: `post-${index}`,
    authorId: `author-${index % 97}`,
    number: index,
    dueAt: 0,
    title: `The title of thread ${index % subjectCount}`,
    text,
  }),
);

/** The data of the message with this number; its subject is one of 128 in turn. */
export const postAt = (index: number): Post => {
  const post = posts[index % posts.length];
  if (!post) throw new RangeError(`There is no post ${index}.`);
  return post;
};

/** A message as it stands on a stream: the attributes that the runtime writes, about 600 bytes with the data. */
export const envelopeOf = ({ owner }: Topic, data: Post): string => {
  const id = randomUUID();
  return JSON.stringify({
    specversion: '1.0',
    id,
    source: owner,
    type: `${owner}.post.written`,
    subject: data.threadId,
    time: new Date().toISOString(),
    dataversion: 1,
    correlationid: id,
    data,
  });
};

/** Milliseconds since 1970 with fractions: processes of one machine agree on it. */
export const epochMs = () => performance.timeOrigin + performance.now();
