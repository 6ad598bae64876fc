import type { Message } from '@obey/choreography';
import { nicknameKey, type User } from '@obey/contracts';
import { connectTo, until } from '@obey/test-servers';
import type { ExecutionContext } from 'ava';
import { type Forum, idOf, type Reply } from './forum.js';

export const moderatorOf = ({ auth }: Forum) => auth.add({ nickname: 'mo', permissions: ['posts.moderate'] });

export const statusesOf = (replies: readonly Reply[]) => replies.map(({ status }) => status).sort();

/** What was told of a kind, once there is as much of it. */
export const toldOf = async (forum: Forum, type: string, count: number): Promise<Message[]> => {
  await until(`${type} is told`, async () => (await forum.told(type)).length >= count);
  return forum.told(type);
};

/** A field of what each message says. */
export const said = (messages: readonly Message[], field: string): unknown[] =>
  messages.map(({ data }) => Reflect.get(Object(data), field));

/** Users whom content finds by their nicknames, since auth has told of them. */
export const knownUsers = async (
  t: ExecutionContext,
  { auth, redis }: Forum,
  users: readonly Partial<User>[],
): Promise<User[]> => {
  const known = await Promise.all(users.map((user) => auth.change(auth.add(user), {})));
  const client = connectTo(t, redis.url);
  const keys = known.map(({ nickname }) => nicknameKey(nickname));
  await until('content knows them', async () =>
    (await client.hmget('{content}:nicknames', ...keys)).every((ids) => ids !== null),
  );
  return known;
};

/** A reply; its path, and its number. */
export const replyIn = async (forum: Pick<Forum, 'post'>, threadId: string, as: User, body: string) => {
  const reply = await forum.post(`/content/threads/${threadId}/posts`, { as, body: { body } });
  if (reply.status !== 201) throw new Error(JSON.stringify(reply.body));
  return { id: idOf(reply), path: `/content/posts/${idOf(reply)}`, body: reply.body };
};
