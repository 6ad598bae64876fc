import { everyItem, type ForumClient } from '@obey/client';

/** The id of the demo's section; made, with its category, if it is not there yet. */
export const createPlace = async ({ content }: ForumClient): Promise<string> => {
  const title = 'Demo';
  const category =
    (await firstOf(title, (cursor) => content.listCategories({ params: { query: pageAt(cursor) } }))) ??
    (await content.createCategory({ body: { title } }));
  const path = { id: category.id };
  const section =
    (await firstOf(title, (cursor) => content.listSections({ params: { path, query: pageAt(cursor) } }))) ??
    (await content.createSection({ params: { path }, body: { title } }));
  return section.id;
};

const pageAt = (cursor: string | undefined) => ({ limit: 100, ...(cursor !== undefined && { cursor }) });

const firstOf = async <T extends { readonly title: string }>(
  title: string,
  page: Parameters<typeof everyItem<T>>[0],
): Promise<T | undefined> => {
  for await (const item of everyItem(page)) if (item.title === title) return item;
  return undefined;
};

export interface Thread {
  readonly id: string;
  readonly openingPostId: string;
}

export const createThread = async (
  { content }: ForumClient,
  sectionId: string,
  title: string,
): Promise<Thread> =>
  content.createThread({
    params: { path: { id: sectionId } },
    body: { title, body: 'What do you drink while you read a forum?' },
  });

export interface Reply {
  readonly id: string;
  /** When its 201 came, by performance.now() and by Date.now(). */
  readonly answeredAt: number;
  readonly answeredWhen: number;
}

export const reply = async (
  { content }: ForumClient,
  threadId: string,
  body: string,
  replyTo?: string,
): Promise<Reply> => {
  const post = { body, ...(replyTo !== undefined && { replyTo }) };
  const { id } = await content.createPost({ params: { path: { id: threadId } }, body: post });
  return { id, answeredAt: performance.now(), answeredWhen: Date.now() };
};

/** An alert, as it is listed and pushed. */
export type Alert = Awaited<ReturnType<typeof alertsOf>>[number];

/** The newest alerts, newest first. */
export const alertsOf = async ({ alerts }: ForumClient, limit = 100) =>
  (await alerts.listAlerts({ params: { query: { limit } } })).items;

export const unreadCount = async ({ alerts }: ForumClient): Promise<number> =>
  (await alerts.getUnreadCount()).count;

/** The ids of the users who are online, over all pages. */
export const onlineUsers = async ({ presence }: ForumClient): Promise<string[]> => {
  const ids: string[] = [];
  const page = async (cursor?: string) => {
    const { users, next } = await presence.getOnline({ params: { query: pageAt(cursor) } });
    return { items: users, next };
  };
  for await (const { id } of everyItem(page)) ids.push(id);
  return ids;
};
