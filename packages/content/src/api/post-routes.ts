import { type Route, route } from '@obey/service-kit';
import type { Deps } from '../deps.js';
import { PostShape } from '../shapes.js';
import { showPost } from '../views.js';
import { visiblePost } from '../visible.js';
import { viewerOf } from '../writers.js';
import { found, idParams as params } from './answers.js';

export const postRoutes = (deps: Deps): readonly Route[] => [
  route({
    method: 'GET',
    path: '/content/posts/:id',
    summary: 'Read a post',
    access: 'visitor',
    params,
    answers: { 200: PostShape },
    handle: async ({ user, params: { id } }) => {
      const viewer = viewerOf(user);
      return found(await showPost(deps, viewer, await visiblePost(deps.store, id, viewer)));
    },
  }),
];
