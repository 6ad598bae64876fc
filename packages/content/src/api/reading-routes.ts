import { Id } from '@obey/contracts';
import { PageOf, PageQuery, type Route, route } from '@obey/service-kit';
import Type from 'typebox';
import type { Deps } from '../deps.js';
import { isCurrent, permalinkOf, slugsOf } from '../permalinks.js';
import { ReadUpTo, Subscription, ThreadShape } from '../shapes.js';
import { levelOf, subscribe } from '../subscriptions.js';
import { showThread, showThreads } from '../thread-views.js';
import { markRead, unreadThreads } from '../unread.js';
import { visibleThread } from '../visible.js';
import { viewerOf } from '../writers.js';
import { found, idParams as params } from './answers.js';
import { noThread } from './refusals.js';

const slug = Type.String({ maxLength: 1_000 });

/** What readers do: find a thread by its words, follow it, and note how far they have read. */
export const readingRoutes = (deps: Deps): readonly Route[] => [
  route({
    method: 'GET',
    path: '/content/permalinks/:section/:slug/:id',
    summary:
      'Read a thread by its permalink; with the slugs from before a rename or a move, it leads to the new one',
    access: 'visitor',
    params: Type.Object({ section: slug, slug, id: Id }),
    answers: { 200: ThreadShape, 301: null },
    refuses: noThread,
    handle: async ({ user, params: { id, ...slugs } }) => {
      const viewer = viewerOf(user);
      const placed = await visibleThread(deps.store, id, viewer);
      if (isCurrent(placed, slugs)) return found(await showThread(deps, viewer, placed));
      // Kept for good, it would lead in circles once a thread is given its old title back.
      return {
        status: 301,
        headers: {
          Location: permalinkOf(placed.thread._id, slugsOf(placed)),
          'Cache-Control': 'private, no-cache',
        },
      };
    },
  }),
  route({
    method: 'GET',
    path: '/content/threads/:id/subscription',
    summary: 'How much you hear of a thread',
    access: 'user',
    params,
    answers: { 200: Subscription },
    refuses: noThread,
    handle: async ({ user, params: { id } }) => ({
      status: 200,
      body: { level: await levelOf(deps, user, id) },
    }),
  }),
  route({
    method: 'PUT',
    path: '/content/threads/:id/subscription',
    summary: 'Choose how much you hear of a thread',
    description:
      'muted: nothing; normal: answers to your posts; tracking: it is in the list of unread threads too; watching: every post.',
    access: 'user',
    params,
    body: Subscription,
    answers: { 204: null },
    refuses: noThread,
    handle: async (request) => {
      await subscribe(deps, request, request.params.id, request.body);
      return { status: 204 };
    },
  }),
  route({
    method: 'PUT',
    path: '/content/threads/:id/read',
    operation: 'markThreadRead',
    refuses: noThread,
    summary: 'Note up to which post you have read a thread; it only rises',
    access: 'user',
    params,
    body: ReadUpTo,
    answers: { 204: null },
    handle: async ({ user, params: { id }, body }) => {
      await markRead(deps, user, id, body);
      return { status: 204 };
    },
  }),
  route({
    method: 'GET',
    path: '/content/unread',
    summary: 'List the threads that you track or watch and have not read to the end, the newest first',
    description:
      'A page looks at the next thousand threads that you follow: it may have fewer items than the limit, or none, and still a next one.',
    access: 'user',
    query: PageQuery,
    answers: { 200: PageOf(ThreadShape) },
    handle: async ({ user, query }) => {
      const { items, ...ends } = await unreadThreads(deps, user, query);
      return { status: 200, body: { items: await showThreads(deps, viewerOf(user), items), ...ends } };
    },
  }),
];
