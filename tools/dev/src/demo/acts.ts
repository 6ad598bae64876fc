import { randomUUID } from 'node:crypto';
import { isRecord } from '../log-line.js';
import type { Call, ForumClient, Session } from './forum-client.js';

/** Who does something, by which client, under which correlation id. */
export interface As {
  readonly client: ForumClient;
  readonly session: Session;
  readonly correlationId: string;
}

const call = async (
  { client, session, correlationId }: As,
  method: Call['method'],
  path: string,
  body?: unknown,
): Promise<unknown> => {
  const idempotencyKey = method === 'POST' ? { idempotencyKey: randomUUID() } : {};
  const answer = await client.call({ method, path, body, session, correlationId, ...idempotencyKey });
  return answer.body;
};

/** The id of the demo's section; made, with its category, if it is not there yet. */
export const createPlace = async (as: As): Promise<string> => {
  const title = 'Demo';
  const places = async (path: string) => {
    const found = (await everyItem(as, path)).find((item) => isRecord(item) && item.title === title);
    return idOf(found ?? (await call(as, 'POST', path, { title })));
  };
  const categoryId = await places('/content/categories');
  return places(`/content/categories/${categoryId}/sections`);
};

export const createThread = async (as: As, sectionId: string, title: string): Promise<{ id: string }> => {
  const body = { title, body: 'What do you drink while you read a forum?' };
  return { id: idOf(await call(as, 'POST', `/content/sections/${sectionId}/threads`, body)) };
};

export interface Reply {
  readonly id: string;
  /** When its 201 came, by performance.now() and by Date.now(). */
  readonly answeredAt: number;
  readonly answeredWhen: number;
}

export const reply = async (as: As, threadId: string, body: string): Promise<Reply> => {
  const id = idOf(await call(as, 'POST', `/content/threads/${threadId}/posts`, { body }));
  return { id, answeredAt: performance.now(), answeredWhen: Date.now() };
};

/** The newest alerts, newest first. */
export const alertsOf = async (as: As, limit = 100): Promise<unknown[]> =>
  itemsOf(await call(as, 'GET', `/alerts?limit=${limit}`));

export const unreadCount = async (as: As): Promise<number> => {
  const body = await call(as, 'GET', '/alerts/unread-count');
  const { count } = isRecord(body) ? body : {};
  if (typeof count !== 'number') throw new Error('GET /alerts/unread-count: the answer has no count.');
  return count;
};

/** An alert, as it is listed and pushed, and the posts that it tells of. */
export const alertOf = (item: unknown): { id: string; postIds: readonly string[] } => {
  const { postIds } = isRecord(item) ? item : {};
  return { id: idOf(item), postIds: Array.isArray(postIds) ? postIds.map(String) : [] };
};

/** The users who are online, over all pages. */
export const onlineUsers = async (as: As): Promise<string[]> =>
  (await everyItem(as, '/presence/online', 'users')).map(idOf);

const everyItem = async (as: As, path: string, field = 'items'): Promise<unknown[]> => {
  const all: unknown[] = [];
  for (let query = '?limit=100'; ; ) {
    const body = await call(as, 'GET', `${path}${query}`);
    all.push(...itemsOf(body, field));
    const next = isRecord(body) ? body.next : null;
    if (typeof next !== 'string') return all;
    query = `?limit=100&cursor=${encodeURIComponent(next)}`;
  }
};

const itemsOf = (body: unknown, field = 'items'): unknown[] => {
  const items = isRecord(body) ? body[field] : undefined;
  if (!Array.isArray(items)) throw new Error(`The answer has no ${field}.`);
  return items;
};

const idOf = (body: unknown): string => {
  if (!isRecord(body) || typeof body.id !== 'string') throw new Error('The answer has no id.');
  return body.id;
};
