import { Id, Time } from '@obey/contracts';
import { type Page, type PageQuery, page } from '@obey/service-kit';
import Type, { type Static } from 'typebox';
import { isBanned } from '../bans.js';
import type { Deps } from '../deps.js';
import type { UserFilter } from '../user-lists.js';
import type { User } from '../users.js';
import { noSuchUser } from './refusals.js';

/** A user as staff see them. Their address is nobody's but theirs. */
export const StaffUser = Type.Object(
  {
    id: Id,
    version: Type.Integer({ minimum: 1 }),
    nickname: Type.String(),
    rank: Type.Integer({ minimum: 0 }),
    roles: Type.Array(Type.String()),
    grants: Type.Array(Type.String()),
    denials: Type.Array(Type.String()),
    permissions: Type.Array(Type.String()),
    ban: Type.Union([
      Type.Object({ reason: Type.String(), by: Id, at: Time, until: Type.Union([Time, Type.Null()]) }),
      Type.Null(),
    ]),
    createdAt: Time,
  },
  { title: 'StaffUser' },
);

const shown = (user: User, now: Date): Static<typeof StaffUser> => ({
  id: user._id,
  version: user.version,
  nickname: user.nickname,
  rank: user.rights.rank,
  roles: [...user.roles],
  grants: [...user.grants],
  denials: [...user.denials],
  permissions: [...user.rights.permissions],
  ban: isBanned(user, now) ? shownBan(user) : null,
  createdAt: user.createdAt.toISOString(),
});

const shownBan = ({ ban }: User) =>
  ban && { ...ban, at: ban.at.toISOString(), until: ban.until?.toISOString() ?? null };

/** The users that fit, the oldest account first. */
export const listUsers =
  ({ store }: Deps) =>
  async ({ limit, cursor, ...filter }: PageQuery & UserFilter): Promise<Page<Static<typeof StaffUser>>> => {
    const now = new Date();
    const found = await page<User>(
      { ...(limit !== undefined && { limit }), ...(cursor !== undefined && { cursor }) },
      {
        of: ['users', filter.nickname ?? null, filter.role ?? null, filter.banned ?? null],
        placeOf: ({ _id }) => [_id],
        fetch: (stretch) => store.users.list(filter, stretch, now),
      },
    );
    return { ...found, items: found.items.map((user) => shown(user, now)) };
  };

export const findUser =
  ({ store }: Deps) =>
  async (userId: string): Promise<Static<typeof StaffUser>> =>
    shown((await store.users.byId(userId)) ?? noSuchUser(), new Date());
