import { isAllowed, type Person, type Rule } from '@obey/contracts';

/** What somebody may do in a place: see it, write in it, change what they wrote, or moderate it. */
export type Action = 'read' | 'write' | 'editOwn' | 'moderate';

/** What a category or a section says of itself. What it does not say is inherited. */
export type Access = Partial<Record<Action, Partial<Rule>>>;

export const manage = 'categories.manage';
const moderatePosts = 'posts.moderate';

const unlessSaid: Readonly<Record<Action, readonly string[]>> = {
  read: ['anyone'],
  write: ['users'],
  editOwn: ['users'],
  moderate: [`permission:${moderatePosts}`],
};

/** Which denials count against an action: who is denied to write does not change what they wrote either. */
const denials: Readonly<Record<Action, readonly Action[]>> = {
  read: ['read'],
  write: ['write'],
  editOwn: ['write', 'editOwn'],
  moderate: ['moderate'],
};

/**
 * The rule for an action in a place, from the accesses of what it is in, outermost first: the innermost that
 * says whom it is allowed to is the one that counts, and all denials count together.
 */
export const ruleOf = (action: Action, accesses: readonly Access[]): Rule =>
  accesses.includes(closed)
    ? { allow: [], deny: [] }
    : {
        allow: [
          ...(accesses.findLast((access) => access[action]?.allow)?.[action]?.allow ?? unlessSaid[action]),
        ],
        deny: [...new Set(accesses.flatMap((access) => deniedBy(access, action)))],
      };

const deniedBy = (access: Access, action: Action): string[] =>
  denials[action].flatMap((denied) => access[denied]?.deny ?? []);

/** What a category or a section adds to the accesses that count in it: that of a deleted one closes them. */
export const accessesOf = (
  ...places: readonly { readonly access: Access; readonly state: string }[]
): Access[] => places.flatMap(({ access, state }) => (state === 'visible' ? [access] : [access, closed]));

/** Among the accesses of a place: it allows nothing to anybody, but that managers see it. */
const closed: Access = {};

/** Whether this person manages places. */
export const manages = (person: Person | undefined): boolean => person?.permissions.includes(manage) ?? false;

/** Who may read a place: whoever manages places always, or one could be lost to everybody. */
export const readersOf = (accesses: readonly Access[]): Rule => ({
  ...ruleOf('read', accesses),
  always: [`permission:${manage}`],
});

/** Whether some denial keeps this person from it there, whatever else they hold. */
export const isDenied = (person: Person, action: Action, accesses: readonly Access[]): boolean =>
  accesses.includes(closed) || !isAllowed({ ...ruleOf(action, accesses), allow: ['anyone'] }, person);

/** Whether this person may do it there. What one cannot read one can do nothing else in. */
export const may = (person: Person | undefined, action: Action, accesses: readonly Access[]): boolean =>
  isAllowed(readersOf(accesses), person) &&
  (action === 'read' || isAllowed(ruleOf(action, accesses), person));
