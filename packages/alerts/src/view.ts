import { alertFields, Id } from '@obey/contracts';
import Type, { type Static } from 'typebox';
import { type Alert, actorsOf, countOf } from './alert.js';
import { textOf } from './words.js';

/** An alert as it is shown, in lists and on streams alike. */
export const AlertView = Type.Object({ id: Id, ...alertFields, read: Type.Boolean() }, { title: 'Alert' });
export type AlertView = Static<typeof AlertView>;

/** Posts that are named, of all that an alert tells of. */
const shownPosts = 20;

export const viewOf = (alert: Alert): AlertView => {
  const { _id, kind, threadId, title, posts, raisedAt, read } = alert;
  const postIds = posts.map(({ postId }) => postId);
  const [postId] = postIds;
  const actors = actorsOf(alert);
  const [actor] = actors;
  return {
    id: _id,
    kind,
    text: textOf(alert),
    ...(actor && { actorId: actor.userId }),
    actors: actors.slice(0, 3),
    count: countOf(alert),
    ...(threadId !== undefined && { threadId }),
    ...(title !== undefined && { title }),
    ...(postId !== undefined && { postId }),
    postIds:
      postIds.length > shownPosts ? [...postIds.slice(0, 1), ...postIds.slice(1 - shownPosts)] : postIds,
    raisedAt: raisedAt.toISOString(),
    read,
  };
};
