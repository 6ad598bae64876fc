import { refuse } from '@obey/service-kit';
import { type Mute, type Store, shown } from './store.js';

export const isMuted = (mute: Pick<Mute, 'isLifted' | 'until'> | null, now: Date): boolean =>
  mute !== null && !mute.isLifted && (mute.until === null || mute.until > now);

/** The mute of a user that counts now. */
export const findMute = async (
  { mutes }: Pick<Store, 'mutes'>,
  userId: string,
): Promise<Mute | undefined> => {
  const mute = await mutes.findOne({ _id: userId }, { projection: shown });
  return mute !== null && isMuted(mute, new Date()) ? mute : undefined;
};

/** Refuses whoever this mutes. */
export const checkNotMuted = (mute: Mute | undefined): void => {
  if (mute === undefined) return;
  const end = mute.until === null ? '' : ` until ${mute.until.toISOString()}`;
  refuse('forbidden', 'content.muted', `You are muted${end}, and can read only: ${mute.reason}`);
};
