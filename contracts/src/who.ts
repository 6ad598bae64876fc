import Type, { type Static } from 'typebox';

/**
 * Some people: `anyone`, `users` (whoever is signed in), `rank:50` (that rank or a higher one),
 * `permission:access.staff` (whoever holds it), `user:<id>`.
 */
export const Who = Type.String({
  pattern:
    '^(anyone|users|rank:(0|[1-9][0-9]{0,2})|permission:[a-z][a-z0-9.-]{1,63}|' +
    'user:[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12})$',
});

/** Whom something is allowed to. A denial wins, but over those to whom it is `always`. */
export const Rule = Type.Object({
  allow: Type.Array(Who, { maxItems: 100 }),
  deny: Type.Array(Who, { maxItems: 200 }),
  always: Type.Optional(Type.Array(Who, { maxItems: 10 })),
});
export type Rule = Static<typeof Rule>;

/** Somebody as rules see them; undefined is whoever is not signed in. */
export interface Person {
  readonly userId: string;
  readonly rank: number;
  readonly permissions: readonly string[];
}

/** Whether the rule allows it to this person: always, or some entry allows it, and none denies it. */
export const isAllowed = ({ allow, deny, always = [] }: Rule, person: Person | undefined): boolean =>
  always.some((who) => isOf(who, person)) ||
  (allow.some((who) => isOf(who, person)) && !deny.some((who) => isOf(who, person)));

const isOf = (who: string, person: Person | undefined): boolean => {
  if (who === 'anyone') return true;
  if (person === undefined) return false;
  const [kind, name = ''] = who.split(':');
  switch (kind) {
    case 'users':
      return true;
    case 'rank':
      return person.rank >= Number(name);
    case 'permission':
      return person.permissions.includes(name);
    case 'user':
      return person.userId === name;
    default:
      return false;
  }
};
