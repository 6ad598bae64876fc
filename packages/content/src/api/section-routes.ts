import { PageOf, type Route, route } from '@obey/service-kit';
import type { Deps } from '../deps.js';
import { listThreads } from '../lists.js';
import { changeSection } from '../place-changes.js';
import { NewThread, SectionChange, SectionShape, ThreadShape, ThreadsQuery } from '../shapes.js';
import { showThread } from '../thread-views.js';
import { createThread } from '../threads.js';
import { sectionView } from '../views.js';
import { visiblePlace } from '../visible.js';
import { viewerOf } from '../writers.js';
import { created, found, idParams as params } from './answers.js';
import { keyed, noCategory, noSection, noThread, notModerator, texts, writing } from './refusals.js';

const access = { permission: 'categories.manage' } as const;

export const sectionRoutes = (deps: Deps): readonly Route[] => [
  route({
    method: 'GET',
    path: '/content/sections/:id',
    summary: 'Read a section',
    access: 'visitor',
    params,
    answers: { 200: SectionShape },
    headers: ['ETag'],
    refuses: noSection,
    handle: async ({ user, params: { id } }) => {
      const viewer = viewerOf(user);
      return found(sectionView(viewer, await visiblePlace(deps.store, id, viewer)));
    },
  }),
  route({
    method: 'PATCH',
    path: '/content/sections/:id',
    summary: 'Change a section, or move it to another category',
    access,
    versioned: true,
    params,
    body: SectionChange,
    answers: { 200: SectionShape },
    headers: ['ETag'],
    refuses: [writing, noSection, noCategory],
    handle: async (request) => {
      const changed = await changeSection(deps, request, request.params.id, request.body);
      return found(sectionView(viewerOf(request.user), changed));
    },
  }),
  route({
    method: 'DELETE',
    path: '/content/sections/:id',
    summary: 'Hide a section, and all that is in it, from everybody who may not restore it',
    access,
    versioned: true,
    params,
    answers: { 204: null },
    refuses: [writing, noSection],
    handle: async (request) => {
      await changeSection(deps, request, request.params.id, { state: 'deleted' });
      return { status: 204 };
    },
  }),
  route({
    method: 'PUT',
    path: '/content/sections/:id/restore',
    operation: 'restoreSection',
    refuses: [writing, noSection],
    summary: 'Bring a deleted section back',
    access,
    versioned: true,
    params,
    answers: { 204: null },
    handle: async (request) => {
      await changeSection(deps, request, request.params.id, { state: 'visible' });
      return { status: 204 };
    },
  }),
  route({
    method: 'GET',
    path: '/content/sections/:id/threads',
    summary: 'List the threads of a section: the pinned ones, then the one with the latest activity first',
    access: 'visitor',
    params,
    query: ThreadsQuery,
    answers: { 200: PageOf(ThreadShape) },
    refuses: [noSection, notModerator],
    handle: async ({ user, params: { id }, query }) => ({
      status: 200,
      body: await listThreads(deps, viewerOf(user), id, query),
    }),
  }),
  route({
    method: 'POST',
    path: '/content/sections/:id/threads',
    operation: 'createThread',
    headers: ['ETag', 'Location'],
    refuses: [writing, texts, keyed, noSection, noThread, { 403: ['content.read-only'] }],
    summary: 'Create a thread with its opening post',
    access: 'user',
    idempotent: true,
    params,
    body: NewThread,
    answers: { 201: ThreadShape },
    handle: async (request) => {
      const placed = await createThread(deps, request, request.params.id, request.body);
      return created('threads', await showThread(deps, viewerOf(request.user), placed));
    },
  }),
];
