import { Id } from '@obey/contracts';
import { PageOf, PageQuery, type Route, route } from '@obey/service-kit';
import Type from 'typebox';
import { createCategory, findCategory } from './categories.js';
import type { Deps } from './deps.js';
import { listCategories, listPosts, listSections, listThreads } from './lists.js';
import { lockThread, lockThreads, unlockThread } from './locks.js';
import { createPost, findPost } from './posts.js';
import { createSection, findSection } from './sections.js';
import {
  CategoryShape,
  NewLock,
  NewPlace,
  NewPost,
  NewThread,
  PostShape,
  SectionShape,
  ThreadShape,
} from './shapes.js';
import { createThread, findThread } from './threads.js';
import { categoryView, sectionView, showPost, showThread } from './views.js';

const params = Type.Object({ id: Id });
const manage = { permission: 'categories.manage' } as const;
const lock = { permission: lockThreads } as const;

/** What content serves. */
export const routes = (deps: Deps): readonly Route[] => {
  const { store } = deps;
  return [
    route({
      method: 'GET',
      path: '/content/categories',
      summary: 'List the categories by position',
      access: 'anyone',
      query: PageQuery,
      answers: { 200: PageOf(CategoryShape) },
      handle: async ({ query }) => ({ status: 200, body: await listCategories(deps, query) }),
    }),
    route({
      method: 'POST',
      path: '/content/categories',
      summary: 'Create a category',
      access: manage,
      idempotent: true,
      body: NewPlace,
      answers: { 201: CategoryShape },
      handle: async (request) =>
        created('categories', categoryView(await createCategory(deps, request, request.body))),
    }),
    route({
      method: 'GET',
      path: '/content/categories/:id',
      summary: 'Read a category',
      access: 'anyone',
      params,
      answers: { 200: CategoryShape },
      handle: async ({ params: { id } }) => ({
        status: 200,
        body: categoryView(await findCategory(store, id)),
      }),
    }),
    route({
      method: 'GET',
      path: '/content/categories/:id/sections',
      summary: 'List the sections of a category by position',
      access: 'anyone',
      params,
      query: PageQuery,
      answers: { 200: PageOf(SectionShape) },
      handle: async ({ params: { id }, query }) => ({
        status: 200,
        body: await listSections(deps, id, query),
      }),
    }),
    route({
      method: 'POST',
      path: '/content/categories/:id/sections',
      summary: 'Create a section',
      access: manage,
      idempotent: true,
      params,
      body: NewPlace,
      answers: { 201: SectionShape },
      handle: async (request) =>
        created('sections', sectionView(await createSection(deps, request, request.params.id, request.body))),
    }),
    route({
      method: 'GET',
      path: '/content/sections/:id',
      summary: 'Read a section',
      access: 'anyone',
      params,
      answers: { 200: SectionShape },
      handle: async ({ params: { id } }) => ({
        status: 200,
        body: sectionView(await findSection(store, id)),
      }),
    }),
    route({
      method: 'GET',
      path: '/content/sections/:id/threads',
      summary: 'List the threads of a section, the one with the latest activity first',
      access: 'anyone',
      params,
      query: PageQuery,
      answers: { 200: PageOf(ThreadShape) },
      handle: async ({ params: { id }, query }) => ({
        status: 200,
        body: await listThreads(deps, id, query),
      }),
    }),
    route({
      method: 'POST',
      path: '/content/sections/:id/threads',
      summary: 'Create a thread with its opening post',
      access: 'user',
      idempotent: true,
      params,
      body: NewThread,
      answers: { 201: ThreadShape },
      handle: async (request) => {
        const thread = await createThread(deps, request, request.params.id, request.body);
        return created('threads', await showThread(deps, thread));
      },
    }),
    route({
      method: 'GET',
      path: '/content/threads/:id',
      summary: 'Read a thread',
      access: 'anyone',
      params,
      answers: { 200: ThreadShape },
      handle: async ({ params: { id } }) => ({
        status: 200,
        body: await showThread(deps, await findThread(store, id)),
      }),
    }),
    route({
      method: 'GET',
      path: '/content/threads/:id/posts',
      summary: 'List the posts of a thread by number',
      access: 'anyone',
      params,
      query: PageQuery,
      answers: { 200: PageOf(PostShape) },
      handle: async ({ params: { id }, query }) => ({ status: 200, body: await listPosts(deps, id, query) }),
    }),
    route({
      method: 'POST',
      path: '/content/threads/:id/posts',
      summary: 'Reply in a thread',
      access: 'user',
      idempotent: true,
      params,
      body: NewPost,
      answers: { 201: PostShape },
      handle: async (request) => {
        const post = await createPost(deps, request, request.params.id, request.body);
        return created('posts', await showPost(deps, post));
      },
    }),
    route({
      method: 'GET',
      path: '/content/posts/:id',
      summary: 'Read a post',
      access: 'anyone',
      params,
      answers: { 200: PostShape },
      handle: async ({ params: { id } }) => ({
        status: 200,
        body: await showPost(deps, await findPost(store, id)),
      }),
    }),
    route({
      method: 'PUT',
      path: '/content/threads/:id/lock',
      summary: 'Lock a thread: it takes no posts but of those who may unlock it',
      access: lock,
      params,
      body: NewLock,
      answers: { 204: null },
      handle: async (request) => {
        await lockThread(deps, request, request.params.id, request.body);
        return { status: 204 };
      },
    }),
    route({
      method: 'DELETE',
      path: '/content/threads/:id/lock',
      summary: 'Unlock a thread',
      access: lock,
      params,
      answers: { 204: null },
      handle: async (request) => {
        await unlockThread(deps, request, request.params.id);
        return { status: 204 };
      },
    }),
  ];
};

const created = <B extends { readonly id: string }>(collection: string, body: B) =>
  ({ status: 201, headers: { Location: `/content/${collection}/${body.id}` }, body }) as const;
