import { type Route, route } from '@obey/service-kit';
import type { Deps } from '../deps.js';
import { lockThread, unlockThread } from '../locks.js';
import { moveThread } from '../moves.js';
import { pinThread, unpinThread } from '../pins.js';
import { Because, Move } from '../shapes.js';
import { deleteThread, restoreThread } from '../thread-deletions.js';
import { done, idParams as params } from './answers.js';
import { deleted, locked, noSection, noThread, notModerator, notYours, writing } from './refusals.js';

const common = { access: 'user', versioned: true, params, answers: { 204: null } } as const;

/** What moderators do with a thread. */
export const moderationRoutes = (deps: Deps): readonly Route[] => [
  route({
    ...common,
    method: 'PUT',
    path: '/content/threads/:id/lock',
    operation: 'lockThread',
    refuses: [writing, noThread, deleted, { 403: ['permission.missing'] }],
    summary: 'Lock a thread: it takes no posts but of those who may unlock it',
    body: Because,
    handle: async (request) => {
      await lockThread(deps, request, request.params.id, request.body);
      return done;
    },
  }),
  route({
    ...common,
    method: 'DELETE',
    path: '/content/threads/:id/lock',
    operation: 'unlockThread',
    refuses: [writing, noThread, deleted, { 403: ['permission.missing'] }],
    summary: 'Unlock a thread',
    handle: async (request) => {
      await unlockThread(deps, request, request.params.id);
      return done;
    },
  }),
  route({
    ...common,
    method: 'PUT',
    path: '/content/threads/:id/pin',
    operation: 'pinThread',
    refuses: [writing, noThread, deleted, notModerator],
    summary: 'Pin a thread: it comes first in its section',
    handle: async (request) => {
      await pinThread(deps, request, request.params.id);
      return done;
    },
  }),
  route({
    ...common,
    method: 'DELETE',
    path: '/content/threads/:id/pin',
    operation: 'unpinThread',
    refuses: [writing, noThread, deleted, notModerator],
    summary: 'Unpin a thread',
    handle: async (request) => {
      await unpinThread(deps, request, request.params.id);
      return done;
    },
  }),
  route({
    ...common,
    method: 'PUT',
    path: '/content/threads/:id/section',
    operation: 'moveThread',
    refuses: [writing, noThread, noSection, deleted, notModerator],
    summary: 'Move a thread to a section',
    body: Move,
    handle: async (request) => {
      await moveThread(deps, request, request.params.id, request.body);
      return done;
    },
  }),
  route({
    ...common,
    method: 'DELETE',
    path: '/content/threads/:id',
    summary: 'Delete a thread: its author, as long as nobody else wrote in it, or a moderator',
    refuses: [writing, noThread, notYours, locked, { 409: ['content.thread-replied'] }],
    query: Because,
    handle: async (request) => {
      await deleteThread(deps, request, request.params.id, request.query);
      return done;
    },
  }),
  route({
    ...common,
    method: 'PUT',
    path: '/content/threads/:id/restore',
    operation: 'restoreThread',
    refuses: [writing, noThread, notModerator],
    summary: 'Restore a deleted thread',
    handle: async (request) => {
      await restoreThread(deps, request, request.params.id);
      return done;
    },
  }),
];
