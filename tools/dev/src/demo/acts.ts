import { everyItem, type ForumClient, type Place } from '@obey/client';

/** The id of the demo's section; made, with its category, if it is not there yet. */
export const createPlace = async ({ content }: ForumClient): Promise<string> => {
  const title = 'Demo';
  const category =
    (await firstOf(title, (place) => content.listCategories({ params: { query: pageAt(place) } }))) ??
    (await content.createCategory({ body: { title } }));
  const path = { id: category.id };
  const section =
    (await firstOf(title, (place) => content.listSections({ params: { path, query: pageAt(place) } }))) ??
    (await content.createSection({ params: { path }, body: { title } }));
  return section.id;
};

const pageAt = (place: Place) => ({ limit: 100, ...place });

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
  const page = async (place: Place) => {
    const { users, next } = await presence.getOnline({ params: { query: pageAt(place) } });
    return { items: users, next };
  };
  for await (const { id } of everyItem(page)) ids.push(id);
  return ids;
};
