import { rightsOf } from './roles.js';

export interface Ban {
  readonly reason: string;
  /** Who imposed it. */
  readonly by: string;
  readonly at: Date;
  /** When it ends by itself; null: never. */
  readonly until: Date | null;
}

/** Whether somebody is banned at this time: a ban counts as over once its `until` has come. */
export const isBanned = ({ ban }: { ban: Ban | null }, now: Date): boolean =>
  ban !== null && (ban.until === null || ban.until > now);

interface Person {
  readonly _id: string;
  readonly roles: readonly string[];
  readonly ban: Ban | null;
}

export type Refused = 'not-permitted' | 'not-above';

/** Why this actor may not ban or unban this user, by what both hold now; undefined if they may. */
export const banRefused = (actor: Person, target: Person, now: Date): Refused | undefined => {
  const { rank, permissions } = rightsOf(actor.roles);
  if (isBanned(actor, now) || !permissions.includes('users.ban')) return 'not-permitted';
  return rank > rightsOf(target.roles).rank ? undefined : 'not-above';
};

/** Whether a ban says the same as another, whoever imposed it and when. */
export const isSameBan = (one: Ban | null, other: Ban): boolean =>
  one !== null && one.reason === other.reason && one.until?.getTime() === other.until?.getTime();
