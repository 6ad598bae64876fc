import { ContentUserMuted, ContentUserUnmuted } from '@obey/contracts';
import { refuse } from '@obey/service-kit';
import type { By, Deps } from './deps.js';
import { upserted } from './duplicates.js';
import type { NewMute } from './shapes.js';
import { type Mute, type Store, shown } from './store.js';
import { fetchUser, type Writer, writerOf } from './writers.js';

/** The permission to mute those of a lower rank. */
export const muteUsers = 'users.mute';

export const isMuted = (mute: Pick<Mute, 'isLifted' | 'until'> | null, now: Date): boolean =>
  mute !== null && !mute.isLifted && (mute.until === null || mute.until > now);

/** The mute of a user that counts now. */
export const findMute = async ({ mutes }: Store, userId: string): Promise<Mute | undefined> => {
  const mute = await mutes.findOne({ _id: userId }, { projection: shown });
  return mute !== null && isMuted(mute, new Date()) ? mute : undefined;
};

/** Mutes a user, or changes the mute, and tells it. */
export const muteUser = async (
  deps: Deps,
  by: By,
  userId: string,
  { reason, until: given }: NewMute,
): Promise<void> => {
  const { store, runtime } = deps;
  const actor = await actorOver(deps, by, userId);
  const until = given === undefined ? null : new Date(given);
  if (until !== null && until <= new Date()) return endInvalid();
  const data = { userId, mutedBy: actor.userId, reason, ...(given !== undefined && { until: given }) };
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

/** Refuses a muted writer. */
export const checkNotMuted = async (store: Store, { userId }: Writer): Promise<void> => {
  const mute = await findMute(store, userId);
  if (mute === undefined) return;
  const end = mute.until === null ? '' : ` until ${mute.until.toISOString()}`;
  refuse('forbidden', 'content.muted', `You are muted${end}, and can read only: ${mute.reason}`);
};

const actorOver = async ({ users }: Deps, { user }: By, userId: string): Promise<Writer> => {
  const actor = await writerOf(users, user, muteUsers);
  const target = await fetchUser(users, userId);
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
