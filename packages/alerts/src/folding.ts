import type { HeardPost } from './alert.js';
import { grown, hasHeard, without } from './folds.js';
import { alertId, alertOf, foldId, type News } from './news.js';
import type { StoredAlert } from './store/alerts.js';
import type { FoldChange } from './store/folds.js';

/** News of a post. */
export type PostNews = News & { readonly post: NonNullable<News['post']> };

interface Occasion {
  readonly news: PostNews;
  readonly post: HeardPost;
  readonly now: () => Date;
}

/**
 * What becomes of one user's alerts by a reply to a thread, given what there is around it: it begins an alert, or adds
 * to the one that is unread, unless the user has heard of the post. Where they have an alert of its own about it, as
 * an answer or a mention, that is all: it is taken out of the others.
 */
export const changesBy = (
  { news, post, now }: Occasion,
  userId: string,
  around: readonly StoredAlert[],
): FoldChange[] => {
  const folds = around.filter(({ kind }) => kind === 'thread-replied');
  if (around.some(({ _id }) => _id === alertId(news, userId))) return takenOut(folds, post.postId);
  if (folds.some((fold) => hasHeard(fold, post))) return [];
  const open = folds.find(({ fold }) => fold !== undefined);
  if (open === undefined) {
    const _id = foldId(news, userId);
    return [{ kind: 'begun', alert: { ...alertOf(news, userId, post.by, now()), _id } }];
  }
  const at = new Date(Math.max(now().getTime(), open.raisedAt.getTime() + 1));
  return [{ kind: 'changed', before: open, alert: grown(open, post, at) }];
};

/** The alerts without a post that has an alert of its own. */
export const takenOut = (folds: readonly StoredAlert[], postId: string): FoldChange[] =>
  folds.flatMap((before): FoldChange[] => {
    const alert = without(before, new Set([postId]));
    if (alert === before) return [];
    return alert ? [{ kind: 'changed', before, alert }] : [{ kind: 'withdrawn', before }];
  });
