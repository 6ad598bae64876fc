import { PageOf, PageQuery, type Route, route } from '@obey/service-kit';
import type { Deps } from '../deps.js';
import { listLatest } from '../feeds.js';
import { listPosts } from '../lists.js';
import { createPost } from '../posts.js';
import { renameThread } from '../renames.js';
import { NewPost, PostShape, PostsQuery, Rename, ThreadShape } from '../shapes.js';
import { showThread } from '../thread-views.js';
import { showPost } from '../views.js';
import { visibleThread } from '../visible.js';
import { viewerOf } from '../writers.js';
import { created, found, idParams as params } from './answers.js';
import { deleted, keyed, locked, noPost, noThread, notYours, texts, writing } from './refusals.js';

export const threadRoutes = (deps: Deps): readonly Route[] => [
  route({
    method: 'GET',
    path: '/content/threads',
    summary: 'List the threads of all sections, the one with the latest activity first',
    access: 'visitor',
    query: PageQuery,
    answers: { 200: PageOf(ThreadShape) },
    handle: async ({ user, query }) => ({ status: 200, body: await listLatest(deps, viewerOf(user), query) }),
  }),
  route({
    method: 'GET',
    path: '/content/threads/:id',
    summary: 'Read a thread',
    access: 'visitor',
    params,
    answers: { 200: ThreadShape },
    headers: ['ETag'],
    refuses: noThread,
    handle: async ({ user, params: { id } }) => {
      const viewer = viewerOf(user);
      return found(await showThread(deps, viewer, await visibleThread(deps.store, id, viewer)));
    },
  }),
  route({
    method: 'PATCH',
    path: '/content/threads/:id',
    summary: 'Rename a thread: its author, or a moderator',
    access: 'user',
    versioned: true,
    params,
    body: Rename,
    answers: { 200: ThreadShape },
    headers: ['ETag'],
    refuses: [writing, noThread, notYours, deleted, locked],
    handle: async (request) => {
      const renamed = await renameThread(deps, request, request.params.id, request.body);
      return found(await showThread(deps, viewerOf(request.user), renamed));
    },
  }),
  route({
    method: 'GET',
    path: '/content/threads/:id/posts',
    operation: 'listPosts',
    refuses: noThread,
    summary: 'List the posts of a thread by number, from the first or from any',
    access: 'visitor',
    params,
    query: PostsQuery,
    answers: { 200: PageOf(PostShape) },
    handle: async ({ user, params: { id }, query }) => ({
      status: 200,
      body: await listPosts(deps, viewerOf(user), id, query),
    }),
  }),
  route({
    method: 'POST',
    path: '/content/threads/:id/posts',
    operation: 'createPost',
    headers: ['ETag', 'Location'],
    refuses: [
      ...[writing, texts, keyed, noThread, noPost, deleted, locked],
      {
        403: ['content.read-only'],
        422: ['content.reply-elsewhere'],
        503: ['content.thread-busy'],
      },
    ],
    summary: 'Reply in a thread',
    access: 'user',
    idempotent: true,
    params,
    body: NewPost,
    answers: { 201: PostShape },
    handle: async (request) => {
      const post = await createPost(deps, request, request.params.id, request.body);
      return created('posts', await showPost(deps, viewerOf(request.user), post));
    },
  }),
];
