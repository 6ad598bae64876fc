import { PageOf, PageQuery, type Route, route } from '@obey/service-kit';
import { createCategory } from '../categories.js';
import type { Deps } from '../deps.js';
import { listCategories, listSections } from '../lists.js';
import { changeCategory } from '../place-changes.js';
import { createSection } from '../sections.js';
import { CategoryChange, CategoryShape, NewPlace, SectionShape } from '../shapes.js';
import { categoryView, sectionView } from '../views.js';
import { visibleCategory, visiblePlace } from '../visible.js';
import { viewerOf } from '../writers.js';
import { created, found, idParams as params } from './answers.js';
import { keyed, noCategory, writing } from './refusals.js';

const access = { permission: 'categories.manage' } as const;

export const categoryRoutes = (deps: Deps): readonly Route[] => [
  route({
    method: 'GET',
    path: '/content/categories',
    summary: 'List the categories by position',
    access: 'visitor',
    query: PageQuery,
    answers: { 200: PageOf(CategoryShape) },
    handle: async ({ user, query }) => ({
      status: 200,
      body: await listCategories(deps, viewerOf(user), query),
    }),
  }),
  route({
    method: 'POST',
    path: '/content/categories',
    summary: 'Create a category',
    access,
    idempotent: true,
    body: NewPlace,
    answers: { 201: CategoryShape },
    headers: ['ETag', 'Location'],
    refuses: [writing, keyed, { 409: ['content.too-many-categories'] }],
    handle: async (request) =>
      created(
        'categories',
        categoryView(viewerOf(request.user), await createCategory(deps, request, request.body)),
      ),
  }),
  route({
    method: 'GET',
    path: '/content/categories/:id',
    summary: 'Read a category',
    access: 'visitor',
    params,
    answers: { 200: CategoryShape },
    headers: ['ETag'],
    refuses: noCategory,
    handle: async ({ user, params: { id } }) => {
      const viewer = viewerOf(user);
      return found(categoryView(viewer, await visibleCategory(deps.store, id, viewer)));
    },
  }),
  route({
    method: 'PATCH',
    path: '/content/categories/:id',
    summary: 'Change a category',
    access,
    versioned: true,
    params,
    body: CategoryChange,
    answers: { 200: CategoryShape },
    headers: ['ETag'],
    refuses: [writing, noCategory],
    handle: async (request) => {
      const changed = await changeCategory(deps, request, request.params.id, request.body);
      return found(categoryView(viewerOf(request.user), changed));
    },
  }),
  route({
    method: 'DELETE',
    path: '/content/categories/:id',
    summary: 'Hide a category, and all that is in it, from everybody who may not restore it',
    access,
    versioned: true,
    params,
    answers: { 204: null },
    refuses: [writing, noCategory],
    handle: async (request) => {
      await changeCategory(deps, request, request.params.id, { state: 'deleted' });
      return { status: 204 };
    },
  }),
  route({
    method: 'PUT',
    path: '/content/categories/:id/restore',
    operation: 'restoreCategory',
    refuses: [writing, noCategory],
    summary: 'Bring a deleted category back',
    access,
    versioned: true,
    params,
    answers: { 204: null },
    handle: async (request) => {
      await changeCategory(deps, request, request.params.id, { state: 'visible' });
      return { status: 204 };
    },
  }),
  route({
    method: 'GET',
    path: '/content/categories/:id/sections',
    operation: 'listSections',
    refuses: noCategory,
    summary: 'List the sections of a category by position',
    access: 'visitor',
    params,
    query: PageQuery,
    answers: { 200: PageOf(SectionShape) },
    handle: async ({ user, params: { id }, query }) => ({
      status: 200,
      body: await listSections(deps, viewerOf(user), id, query),
    }),
  }),
  route({
    method: 'POST',
    path: '/content/categories/:id/sections',
    operation: 'createSection',
    headers: ['ETag', 'Location'],
    refuses: [writing, keyed, noCategory, { 409: ['content.too-many-sections'] }],
    summary: 'Create a section',
    access,
    idempotent: true,
    params,
    body: NewPlace,
    answers: { 201: SectionShape },
    handle: async (request) => {
      const viewer = viewerOf(request.user);
      const { _id } = await createSection(deps, request, request.params.id, request.body);
      return created('sections', sectionView(viewer, await visiblePlace(deps.store, _id, viewer)));
    },
  }),
];
