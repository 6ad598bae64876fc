import { PageOf, PageQuery, type Route, route } from '@obey/service-kit';
import type { Deps } from '../deps.js';
import { editPost } from '../edits.js';
import { historyOf } from '../history.js';
import { deletePost, restorePost } from '../post-deletions.js';
import { purgePost, purgePosts } from '../purges.js';
import { Because, PostEdit, PostShape, RevisionShape } from '../shapes.js';
import { showPost } from '../views.js';
import { visiblePost } from '../visible.js';
import { viewerOf } from '../writers.js';
import { done, found, idParams as params } from './answers.js';
import { deleted, locked, noPost, notModerator, notYours, purged, texts, writing } from './refusals.js';

export const postRoutes = (deps: Deps): readonly Route[] => [
  route({
    method: 'GET',
    path: '/content/posts/:id',
    summary: 'Read a post',
    access: 'visitor',
    params,
    answers: { 200: PostShape },
    headers: ['ETag'],
    refuses: noPost,
    handle: async ({ user, params: { id } }) => {
      const viewer = viewerOf(user);
      return found(await showPost(deps, viewer, await visiblePost(deps.store, id, viewer)));
    },
  }),
  route({
    method: 'PATCH',
    path: '/content/posts/:id',
    summary: 'Edit a post: its author, or a moderator',
    access: 'user',
    versioned: true,
    params,
    body: PostEdit,
    answers: { 200: PostShape },
    headers: ['ETag'],
    refuses: [writing, texts, noPost, notYours, deleted, locked, purged, { 409: ['content.post-deleted'] }],
    handle: async (request) => {
      const edited = await editPost(deps, request, request.params.id, request.body);
      return found(await showPost(deps, viewerOf(request.user), edited));
    },
  }),
  route({
    method: 'GET',
    path: '/content/posts/:id/history',
    operation: 'listPostRevisions',
    refuses: [noPost, { 404: ['content.no-history'] }],
    summary: 'List what a post said, the present text first, each compared with the one before it',
    description:
      'For those who may read the post. Its first text and the 19 before the present one are kept.',
    access: 'visitor',
    params,
    query: PageQuery,
    answers: { 200: PageOf(RevisionShape) },
    handle: async ({ user, params: { id }, query }) => ({
      status: 200,
      body: await historyOf(deps, viewerOf(user), id, query),
    }),
  }),
  route({
    method: 'DELETE',
    path: '/content/posts/:id',
    summary: 'Delete a post: its author, or a moderator. A tombstone stays, whose text moderators read',
    access: 'user',
    versioned: true,
    params,
    query: Because,
    answers: { 204: null },
    refuses: [writing, noPost, notYours, deleted, locked, purged, { 409: ['content.opening-post'] }],
    handle: async (request) => {
      await deletePost(deps, request, request.params.id, request.query);
      return done;
    },
  }),
  route({
    method: 'PUT',
    path: '/content/posts/:id/restore',
    operation: 'restorePost',
    refuses: [writing, noPost, notYours, notModerator, deleted, locked, purged],
    summary: 'Restore a deleted post: a moderator, or the author who deleted it',
    access: 'user',
    versioned: true,
    params,
    answers: { 204: null },
    handle: async (request) => {
      await restorePost(deps, request, request.params.id);
      return done;
    },
  }),
  route({
    method: 'PUT',
    path: '/content/posts/:id/purge',
    operation: 'purgePost',
    refuses: [writing, noPost],
    summary: 'Take the text of a post away for good, with its history; its number stays',
    access: { permission: purgePosts },
    versioned: true,
    params,
    body: Because,
    answers: { 204: null },
    handle: async (request) => {
      await purgePost(deps, request, request.params.id, request.body);
      return done;
    },
  }),
];
