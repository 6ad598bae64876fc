import type { AlertKind } from '@obey/contracts';

/** What one user should know, as it is stored. */
export interface Alert {
  readonly _id: string;
  readonly userId: string;
  readonly kind: AlertKind;
  /** One line for a person. */
  readonly text: string;
  readonly actorId?: string;
  readonly threadId?: string;
  readonly postId?: string;
  readonly raisedAt: Date;
  readonly read: boolean;
}

/** The order of alerts is by when they were raised, and by id within a millisecond. */
export type Place = Pick<Alert, '_id' | 'raisedAt'>;

/** Whether one alert stands after another. */
export const isAfter = (one: Place, other: Place): boolean =>
  one.raisedAt.getTime() === other.raisedAt.getTime() ? one._id > other._id : one.raisedAt > other.raisedAt;
