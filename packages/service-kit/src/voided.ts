import type { Rights, User } from './user.js';

/**
 * Access tokens that are void: those of a session; or those that were issued to a user before this version of
 * the user, unless they give just these rights. Without rights to compare, all of them.
 */
export type Voided =
  | { readonly userId: string; readonly sessionId: string }
  | { readonly userId: string; readonly version: number; readonly unless?: Rights };

/** Why a token is not good, though it has not expired. */
export type Verdict = 'revoked' | 'outdated' | undefined;

/** Whether a token that says this is one of those that are void. */
export const verdictOf = (voided: Voided, user: User): Verdict => {
  if (voided.userId !== user.id) return undefined;
  if ('sessionId' in voided) return voided.sessionId === user.sessionId ? 'revoked' : undefined;
  if (user.version >= voided.version) return undefined;
  if (voided.unless === undefined) return 'revoked';
  return sameRights(voided.unless, user) ? undefined : 'outdated';
};

const sameRights = (one: Rights, other: Rights) =>
  one.rank === other.rank &&
  sameNames(one.roles, other.roles) &&
  sameNames(one.permissions, other.permissions);

const sameNames = (one: readonly string[], other: readonly string[]) => {
  const names = new Set(one);
  return names.size === new Set(other).size && other.every((name) => names.has(name));
};

interface Kept {
  /** The newest that all tokens of the user are void by, and the newest that compares rights. */
  readonly all?: Versioned;
  readonly rights?: Versioned;
  readonly forgetAt: number;
}

type Versioned = Extract<Voided, { readonly version: number }>;

export interface VoidedMemory {
  keep(voided: Voided, forgetAt: number): void;
  verdict(user: User): Verdict;
  /** How many users and sessions are remembered. */
  size(): number;
}

/** Remembers what is void until it is to be forgotten, because no such token lives any more. Times in ms. */
export const createVoidedMemory = (now: () => number): VoidedMemory => {
  const sessions = new Map<string, { readonly voided: Voided; readonly forgetAt: number }>();
  const users = new Map<string, Kept>();

  // What is kept last stands last, and is as good as the last to be forgotten.
  const forget = (kept: Map<string, { readonly forgetAt: number }>) => {
    for (const [key, { forgetAt }] of kept) {
      if (forgetAt > now()) return;
      kept.delete(key);
    }
  };

  const keepUser = (voided: Versioned, forgetAt: number) => {
    const before = users.get(voided.userId);
    const newest = (known: Versioned | undefined) =>
      known && known.version >= voided.version ? known : voided;
    const kept = voided.unless ? { rights: newest(before?.rights) } : { all: newest(before?.all) };
    users.delete(voided.userId);
    users.set(voided.userId, { ...before, ...kept, forgetAt: Math.max(forgetAt, before?.forgetAt ?? 0) });
  };

  return {
    keep: (voided, forgetAt) => {
      forget(sessions);
      forget(users);
      if (forgetAt <= now()) return;
      if ('sessionId' in voided) sessions.set(voided.sessionId, { voided, forgetAt });
      else keepUser(voided, forgetAt);
    },
    verdict: (user) => {
      const { all, rights } = users.get(user.id) ?? {};
      const kept = [sessions.get(user.sessionId)?.voided, all, rights];
      const verdicts = kept.map((voided) => voided && verdictOf(voided, user));
      return verdicts.find((verdict) => verdict === 'revoked') ?? verdicts.find(Boolean);
    },
    size: () => sessions.size + users.size,
  };
};
