import { type ConfigOf, integer } from '@obey/service-kit';
import type { LimitRules } from './limits.js';

/** The settings of content besides those that every service has. */
export const config = {
  NEW_USER_RANK: integer('Users of a lower rank are new ones, whose posts are limited', {
    default: 10,
    min: 0,
  }),
  NEW_USER_POSTS: integer('Posts, threads and edits of a new user in a minute', { default: 15, min: 1 }),
  NEW_USER_LINKS: integer('Addresses that a post of a new user may link to or show images of', {
    default: 3,
    min: 0,
  }),
  NEW_USER_MENTIONS: integer('Users that a post of a new user may mention', { default: 5, min: 0 }),
  USERS_IN_MEMORY: integer('Users whose replica each process keeps in memory', { default: 10_000, min: 1 }),
};

export const limitRules = (given: ConfigOf<typeof config>): LimitRules => ({
  newBelowRank: given.NEW_USER_RANK,
  postsPerMinute: given.NEW_USER_POSTS,
  links: given.NEW_USER_LINKS,
  mentions: given.NEW_USER_MENTIONS,
});
