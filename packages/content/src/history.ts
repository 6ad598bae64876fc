import { setImmediate as others } from 'node:timers/promises';
import { type PageQuery, page, refuse } from '@obey/service-kit';
import type { Static } from 'typebox';
import { shownBody, usersNamed } from './bodies.js';
import type { Deps } from './deps.js';
import { differencesBetween } from './differences.js';
import { revisionOf } from './revisions.js';
import type { RevisionShape } from './shapes.js';
import { type Revision, shownWithHistory } from './store.js';
import { deedView, namesOf, nicknameBy } from './views.js';
import { readsPost, type Viewer, visiblePost } from './visible.js';

/** What a post said, the present text first, each with how it came from the one before it; for who may read the post. */
export const historyOf = async (deps: Deps, viewer: Viewer, postId: string, query: PageQuery) => {
  const { post, place } = await visiblePost(deps.store, postId, viewer, shownWithHistory);
  if (!readsPost(viewer, place, post))
    return refuse('not-found', 'content.no-history', `The post ${postId} is deleted, and so is its history`);
  const revisions = [...(post.history ?? []), revisionOf(post)].reverse();
  const found = await pageOfRevisions(query, postId, revisions);
  const entries = found.items.map((revision) => ({
    revision,
    before: revisions[revisions.indexOf(revision) + 1],
  }));
  const named = entries.flatMap(({ revision, before }) => [
    revision.by,
    ...usersNamed(revision.body),
    ...usersNamed(before?.body ?? ''),
  ]);
  const nameOf = await namesOf(deps.users, named);
  const show = ({ body }: Revision) => shownBody(body, nicknameBy(nameOf));
  const items: Static<typeof RevisionShape>[] = [];
  for (const { revision, before } of entries) {
    const body = show(revision);
    const changes = before ? differencesBetween(show(before), body) : null;
    items.push({ version: revision.version, ...deedView(revision, nameOf), body, changes });
    // Comparing takes a while: others are served in between.
    await others();
  }
  return { ...found, items };
};

const pageOfRevisions = (query: PageQuery, postId: string, newestFirst: readonly Revision[]) =>
  page<Revision>(query, {
    of: ['history', postId],
    placeOf: ({ version }) => [version],
    fetch: async ({ from: [place] = [], direction, limit }) => {
      const isAfter = direction === 'after';
      const beyond = newestFirst.filter(
        ({ version }) => place === undefined || (isAfter ? version < Number(place) : version > Number(place)),
      );
      return (isAfter ? beyond : beyond.toReversed()).slice(0, limit);
    },
  });
