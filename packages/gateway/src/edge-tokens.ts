import { Refusal, type TokenCheck, type User, type Verdict } from '@obey/service-kit';

interface Deps {
  readonly check: TokenCheck;
  readonly verdict: (user: User) => Verdict;
  readonly now?: () => number;
}

/** The user of an `Authorization` header; `undefined` where that cannot be told. Throws a `Refusal` for a bad one. */
export type EdgeTokens = (authorization: string) => User | undefined | Promise<User | undefined>;

interface Known {
  readonly user: User;
  readonly goodUntil: number;
}

/** No longer than this a token is good without a look at its signature: so a withdrawn key is soon no good here either. */
const rememberMs = 10_000;
const mostKnown = 10_000;
/** Spelled otherwise, with more spaces say, one token would take the places of many. */
const usual = /^Bearer \S/;

/**
 * Checks access tokens so that bad ones cost no service anything. One that was found good is remembered for ten seconds, or until it
 * expires; whether it has become void since is looked for each time. While the keys cannot be had, it says nothing:
 * services check for themselves.
 */
export const createEdgeTokens = ({ check, verdict, now = Date.now }: Deps): EdgeTokens => {
  const known = new Map<string, Known>();

  const learn = async (authorization: string): Promise<User | undefined> => {
    try {
      const user = await check(authorization);
      if (user && usual.test(authorization)) {
        if (known.size >= mostKnown) known.delete(known.keys().next().value ?? '');
        known.set(authorization, { user, goodUntil: Math.min(now() + rememberMs, expiryOf(authorization)) });
      }
      return user;
    } catch (error) {
      if (error instanceof Refusal && error.kind === 'unavailable') return undefined;
      throw error;
    }
  };

  return (authorization) => {
    if (authorization === '') return undefined;
    const found = known.get(authorization);
    if (found && found.goodUntil > now() && verdict(found.user) === undefined) return found.user;
    if (found) known.delete(authorization);
    return learn(authorization);
  };
};

/** In ms, of a token that was found good. */
const expiryOf = (authorization: string): number => {
  const payload: unknown = JSON.parse(Buffer.from(authorization.split('.')[1] ?? '', 'base64url').toString());
  const expiry: unknown =
    typeof payload === 'object' && payload !== null ? Reflect.get(payload, 'exp') : undefined;
  return typeof expiry === 'number' ? expiry * 1_000 : 0;
};

/**
 * Where a bad token is as good as none, because whoever calls may just be about to get a better one; services see to
 * the same there.
 */
export const takesAnyToken = (paths: readonly string[]): ((path: string) => boolean) => {
  const below = paths.map((path) => `${path}/`);
  return (path) => paths.includes(path) || below.some((prefix) => path.startsWith(prefix));
};
