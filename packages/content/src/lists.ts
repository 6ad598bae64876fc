import type { PageQuery } from '@obey/service-kit';
import { findCategory } from './categories.js';
import type { Deps } from './deps.js';
import { type Order, pageOf } from './keysets.js';
import { findSection } from './sections.js';
import type { Category, Post, Section, Thread } from './store.js';
import { findThread } from './threads.js';
import { categoryView, sectionView, showPosts, showThreads } from './views.js';

const byPosition: Order<Category | Section> = {
  field: 'position',
  kind: 'number',
  direction: 1,
  unique: false,
};
const byActivity: Order<Thread> = { field: 'lastActivityAt', kind: 'time', direction: -1, unique: false };
const byNumber: Order<Post> = { field: 'number', kind: 'number', direction: 1, unique: true };

export const listCategories = async ({ store: { categories } }: Deps, query: PageQuery) => {
  const found = await pageOf(query, { collection: categories, filter: {}, order: byPosition });
  return { ...found, items: found.items.map(categoryView) };
};

export const listSections = async ({ store }: Deps, categoryId: string, query: PageQuery) => {
  await findCategory(store, categoryId);
  const listed = { collection: store.sections, filter: { categoryId }, order: byPosition };
  const found = await pageOf(query, listed);
  return { ...found, items: found.items.map(sectionView) };
};

export const listThreads = async (deps: Deps, sectionId: string, query: PageQuery) => {
  const { store } = deps;
  await findSection(store, sectionId);
  const found = await pageOf(query, { collection: store.threads, filter: { sectionId }, order: byActivity });
  return { ...found, items: await showThreads(deps, found.items) };
};

export const listPosts = async (deps: Deps, threadId: string, query: PageQuery) => {
  const { store } = deps;
  await findThread(store, threadId);
  const found = await pageOf(query, { collection: store.posts, filter: { threadId }, order: byNumber });
  return { ...found, items: await showPosts(deps, found.items) };
};
