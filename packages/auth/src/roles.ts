/** What a user may do: whom they stand above, and which permissions they hold. */
export interface Rights {
  readonly rank: number;
  readonly permissions: readonly string[];
}

export const administrator = 'administrator';

const roles: Readonly<Record<string, Rights>> = {
  [administrator]: { rank: 100, permissions: ['categories.manage', 'users.ban', 'threads.lock'] },
};

/** The highest rank and all permissions of these roles; rank 0 and none without any. */
export const rightsOf = (names: readonly string[]): Rights => {
  const held = names.map((name) => roles[name]).filter((role) => role !== undefined);
  return {
    rank: Math.max(0, ...held.map(({ rank }) => rank)),
    permissions: [...new Set(held.flatMap(({ permissions }) => permissions))],
  };
};
