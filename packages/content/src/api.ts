import type { Route } from '@obey/service-kit';
import { categoryRoutes } from './api/category-routes.js';
import { moderationRoutes } from './api/moderation-routes.js';
import { postRoutes } from './api/post-routes.js';
import { readingRoutes } from './api/reading-routes.js';
import { replicaRoutes } from './api/replica-routes.js';
import { sectionRoutes } from './api/section-routes.js';
import { threadRoutes } from './api/thread-routes.js';
import { userRoutes } from './api/user-routes.js';
import type { Deps } from './deps.js';

/** What content serves. */
export const routes = (deps: Deps): readonly Route[] => [
  ...categoryRoutes(deps),
  ...sectionRoutes(deps),
  ...threadRoutes(deps),
  ...moderationRoutes(deps),
  ...readingRoutes(deps),
  ...postRoutes(deps),
  ...userRoutes(deps),
  ...replicaRoutes(deps),
];
