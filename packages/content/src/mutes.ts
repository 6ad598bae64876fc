import { ContentUserMuted, ContentUserUnmuted } from '@obey/contracts';
import { instantOf, refuse } from '@obey/service-kit';
import type { By, Deps } from './deps.js';
import { upserted } from './duplicates.js';
import type { NewMute } from './shapes.js';
import type { Writer } from './users.js';
import { fetchUser, writerOf } from './writers.js';

/** The permission to mute those of a lower rank. */
const muteUsers = 'users.mute';

/** Mutes a user, or changes the mute, and tells it. */
export const muteUser = async (
  deps: Deps,
  by: By,
  userId: string,
  { reason, until: given }: NewMute,
): Promise<void> => {
  const { store, runtime } = deps;
  const actor = await actorOver(deps, by, userId);
  const until = given === undefined ? null : instantOf(given);
  if (until !== null && until <= new Date()) return endInvalid();
  const data = { userId, mutedBy: actor.userId, reason, ...(until && { until: until.toISOString() }) };
  const told = runtime.compose(ContentUserMuted, data, { cause: by.cause });
  const mute = { isLifted: false, at: new Date(), by: actor.userId, reason, until };
  const change = { $set: mute, $inc: { version: 1 }, ...store.outboxes.mutes.push([told]) };
  await upserted(() => store.mutes.updateOne({ _id: userId }, change, { upsert: true }));
  store.outboxes.mutes.relay(userId);
};

/** Lets a user write again, and tells it; where there is no mute, there is nothing to do. */
export const unmuteUser = async (deps: Deps, by: By, userId: string): Promise<void> => {
  const { store, runtime } = deps;
  const actor = await actorOver(deps, by, userId);
  const data = { userId, unmutedBy: actor.userId };
  const told = runtime.compose(ContentUserUnmuted, data, { cause: by.cause });
  const { modifiedCount } = await store.mutes.updateOne(
    { _id: userId, isLifted: false },
    { $set: { isLifted: true }, $inc: { version: 1 }, ...store.outboxes.mutes.push([told]) },
  );
  if (modifiedCount > 0) store.outboxes.mutes.relay(userId);
};

const actorOver = async (deps: Deps, { user }: By, userId: string): Promise<Writer> => {
  const actor = await writerOf(deps, user, muteUsers);
  const target = await fetchUser(deps.users, userId);
  if (target === null) return refuse('not-found', 'content.no-such-user', `There is no user ${userId}`);
  if (actor.rank > target.rank) return actor;
  return refuse(
    'forbidden',
    'content.rank-too-low',
    'Only users of a lower rank than one’s own can be muted',
  );
};

const endInvalid = () =>
  refuse('invalid', 'request.invalid', 'The mute would be over; see errors', {
    errors: [{ in: 'body', pointer: '/until', detail: 'must be in the future' }],
  });
