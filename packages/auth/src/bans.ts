import Type from 'typebox';

/** Why somebody is banned, as whoever bans them says it. */
export const BanReason = Type.String({ minLength: 1, maxLength: 500 });

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

/** Whether a ban says the same as another, whoever imposed it and when. */
export const isSameBan = (one: Ban | null, other: Ban): boolean =>
  one !== null && one.reason === other.reason && one.until?.getTime() === other.until?.getTime();
