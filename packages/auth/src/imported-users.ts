import { nicknameKey, Time } from '@obey/contracts';
import {
  type ImportOutcome,
  importedId,
  instantOf,
  pastTime,
  recordDigest,
  recordReader,
  SourceId,
  sourceKey,
} from '@obey/service-kit';
import Type, { type Static } from 'typebox';
import { type Ban, BanReason, isBanned } from './bans.js';
import { isEmail, normaliseEmail } from './emails.js';
import { hashCheck } from './legacy-hashes.js';
import { nicknameLook, readNickname } from './nicknames.js';
import { newUser, type StoredUser } from './users.js';

/** A user of another forum. Without a hash nobody signs in as them before they have recovered their password. */
export const UserRecord = Type.Object({
  id: SourceId,
  nickname: Type.String({ maxLength: 256 }),
  email: Type.String({ maxLength: 254 }),
  passwordHash: Type.Optional(Type.String({ maxLength: 1_000 })),
  createdAt: Time,
  /** Imposed by a user who stands before; one that is over by its `until` is none. */
  ban: Type.Optional(Type.Object({ at: Time, by: SourceId, reason: BanReason, until: Type.Optional(Time) })),
});
export type UserRecord = Static<typeof UserRecord>;

export const readUserRecord = recordReader(UserRecord);

/** What unique values the users have who are there: the imported ones by their keys. */
export interface Taken {
  readonly imported: Map<string, { readonly id: string; readonly digest: string }>;
  readonly emails: Set<string>;
  readonly nicknameKeys: Set<string>;
  readonly nicknameLooks: Set<string>;
}

export type Decided = { readonly outcome: ImportOutcome; readonly user?: StoredUser };

/** The unique values of a record, as they are looked up; those that cannot be normalised are nobody's. */
export const valuesOf = ({ id, nickname, email }: UserRecord, source: string) => {
  const reading = readNickname(nickname);
  const name = 'nickname' in reading ? reading.nickname : '';
  return {
    key: sourceKey({ source, kind: 'user', id }),
    email: normaliseEmail(email),
    nicknameKey: nicknameKey(name),
    nicknameLook: nicknameLook(name),
  };
};

/**
 * What becomes of one record among those who are there; whoever is made is entered into `taken`. Their addresses count as
 * confirmed: they were, where they come from.
 */
export const decideUser = (record: UserRecord, source: string, taken: Taken, now: Date): Decided => {
  const refused = (code: string, detail: string): Decided => ({
    outcome: { kind: 'refused', code, detail },
  });
  const { key, email, ...names } = valuesOf(record, source);
  const digest = recordDigest(record);
  const present = taken.imported.get(key);
  if (present?.digest === digest) return { outcome: { kind: 'present', id: present.id } };
  if (present)
    return refused('import.differs', `The user ${record.id} came with other content before, which stays`);
  const reading = readNickname(record.nickname);
  if ('fault' in reading) return refused('auth.nickname-invalid', `The nickname ${reading.fault}`);
  if (!isEmail(email)) return refused('auth.email-invalid', 'The email must be an e-mail address');
  const { passwordHash = '' } = record;
  if (passwordHash !== '' && !hashCheck(passwordHash))
    return refused('auth.hash-unknown', 'The passwordHash is of no known kind, or asks for too much work');
  const createdAt = pastTime(record.createdAt, now);
  if (!createdAt) return refused('import.time', 'The createdAt must be a time from 1970 until now');
  const ban = record.ban && banOf(record.ban, source, taken, now);
  if (ban && 'code' in ban) return refused(ban.code, ban.detail);
  if (taken.emails.has(email)) return refused('auth.email-taken', 'Somebody else has this email');
  if (taken.nicknameKeys.has(names.nicknameKey) || taken.nicknameLooks.has(names.nicknameLook))
    return refused(
      'auth.nickname-taken',
      `Somebody else is called ${reading.nickname}, or looks as if they were`,
    );
  const userId = importedId({ source, kind: 'user', id: record.id }, createdAt);
  const beginning = { userId, nickname: reading.nickname, email, passwordHash, roles: [] };
  taken.imported.set(key, { id: userId, digest });
  taken.emails.add(email);
  taken.nicknameKeys.add(names.nicknameKey);
  taken.nicknameLooks.add(names.nicknameLook);
  return {
    outcome: { kind: 'added', id: userId },
    user: {
      ...newUser(beginning, createdAt),
      ...(ban && isBanned({ ban }, now) && { ban }),
      imported: { key, digest },
    },
  };
};

/** The keys of those whom a record names. */
export const namedBy = ({ ban }: UserRecord, source: string): string[] =>
  ban ? [sourceKey({ source, kind: 'user', id: ban.by })] : [];

const banOf = (
  { at: time, by: id, reason, until }: NonNullable<UserRecord['ban']>,
  source: string,
  { imported }: Taken,
  now: Date,
): Ban | { readonly code: string; readonly detail: string } => {
  const by = imported.get(sourceKey({ source, kind: 'user', id }))?.id;
  if (by === undefined) return { code: 'import.no-such-user', detail: `There is no user ${id} before this` };
  const at = pastTime(time, now);
  if (!at) return { code: 'import.time', detail: 'The at of a ban must be a time from 1970 until now' };
  return { reason, by, at, until: until === undefined ? null : instantOf(until) };
};
