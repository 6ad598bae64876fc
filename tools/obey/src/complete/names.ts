/** What the arguments of a command name. */
export type Names = 'streams' | 'groups' | 'services';

/** Finds the names that there are now. */
export type Known = Readonly<Record<Names, () => Promise<readonly string[]>>>;
