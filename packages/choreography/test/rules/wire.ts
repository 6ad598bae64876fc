import type { Matches } from '@obey/test-servers';

// Scripts are known by their keys and the number of their arguments.
const isScript = (keys: readonly string[], args: number): Matches => {
  return ([name = '', , count, ...rest]) =>
    /^eval(sha)?$/i.test(name) &&
    Number(count) === keys.length &&
    rest.length === keys.length + args &&
    keys.every((prefix, at) => rest[at]?.startsWith(prefix));
};

/** The read of new entries, with its check of the token. */
export const readsNew = isScript(['lease:', 'events:'], 3);
/** Makes a lease last longer. */
export const renews = isScript(['lease:', 'later:'], 2);
/** Takes a lease that is free. */
export const acquires = isScript(['lease:', 'epoch:'], 2);
/** Takes a newer epoch of a lease that is held. */
export const takesNewEpoch = isScript(['lease:', 'epoch:'], 3);
/** Moves an entry to the dead letters. */
export const buries: Matches = ([name = '', , count, ...keys]) =>
  /^eval(sha)?$/i.test(name) && count === '3' && keys[2]?.startsWith('dead:') === true;
/** Adds an entry to a stream of notifications, without looking for it first. */
export const adds: Matches = ([name = '', stream = '']) =>
  /^xadd$/i.test(name) && stream.startsWith('events:');

/** From the first command that matches, matches all: nothing more of a client arrives. */
export const fromFirst = (matches: Matches): Matches => {
  let begun = false;
  return (command) => {
    begun ||= matches(command);
    return begun;
  };
};

/** Matches the first command only, and not those like it that follow. */
export const onlyFirst = (matches: Matches): Matches => {
  let over = false;
  return (command) => {
    if (over || !matches(command)) return false;
    over = true;
    return true;
  };
};
