import type { Refuses } from '@obey/service-kit';

/** What more than one route refuses, for their documents: who writes, texts, and what is not there for who asks. */

export const writing: Refuses = {
  403: ['content.banned', 'content.muted', 'content.no-such-user'],
  503: ['content.user-unknown'],
};

export const texts: Refuses = {
  422: ['content.body-too-long', 'content.too-many-links', 'content.too-many-mentions'],
  429: ['content.slow-down'],
  503: ['content.names-unknown'],
};

export const keyed: Refuses = { 422: ['content.idempotency-key-reused'] };

export const noCategory: Refuses = { 404: ['content.no-such-category'] };
export const noSection: Refuses = { 404: ['content.no-such-section'] };
export const noThread: Refuses = { 404: ['content.no-such-thread'] };
export const noPost: Refuses = { 404: ['content.no-such-post'] };

export const notModerator: Refuses = { 403: ['content.moderators-only'] };
export const notYours: Refuses = { 403: ['content.not-yours'] };
export const deleted: Refuses = { 409: ['content.thread-deleted'] };
export const locked: Refuses = { 409: ['content.thread-locked'] };
export const purged: Refuses = { 410: ['content.post-purged'] };
