import type { Notification } from '@obey/choreography';
import { Type } from 'typebox';
import type { Topic } from './workload.js';

const Post = Type.Object({
  threadId: Type.String({ minLength: 1, maxLength: 64 }),
  postId: Type.String({ minLength: 1, maxLength: 64 }),
  authorId: Type.String({ minLength: 1, maxLength: 64 }),
  number: Type.Integer({ minimum: 0 }),
  dueAt: Type.Number(),
  title: Type.String({ maxLength: 200 }),
  text: Type.String({ maxLength: 10_000 }),
});

/** What the runtime checks: the others are not told. */
export const contractOf = ({ owner, partitions }: Topic): Notification<typeof Post> => ({
  name: 'BenchPostWritten',
  kind: 'notification',
  owner,
  type: `${owner}.post.written`,
  version: 1,
  partitions,
  subject: 'threadId',
  answer: undefined,
  data: Post,
});
