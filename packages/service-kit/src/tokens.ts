import { errors, jwtVerify } from 'jose';
import Type from 'typebox';
import { Compile } from 'typebox/compile';
import type { Keys } from './keys.js';
import { Refusal } from './refusal.js';
import type { User } from './user.js';
import type { Verdict } from './voided.js';

const Name = Type.String({ minLength: 1 });

const claims = Compile(
  Type.Object({
    sub: Name,
    sid: Name,
    client_id: Name,
    jti: Name,
    iat: Type.Number(),
    exp: Type.Number(),
    rank: Type.Integer({ minimum: 0 }),
    roles: Type.Array(Type.String()),
    permissions: Type.Array(Type.String()),
    user_version: Type.Optional(Type.Integer({ minimum: 0 })),
  }),
);

/** No header line of Node's HTTP server is longer. */
const LONGEST_TOKEN = 16_384;
const LONGEST_KEY_ID = 256;
/** In seconds. */
export const LONGEST_LIFE = 300;
export const CLOCK_SKEW = 60;

interface Deps {
  readonly keys: Keys;
  readonly issuer: string;
  readonly audience: string;
  /** Whether the token of this user is void, though it is good in itself. */
  readonly verdict: (user: User) => Verdict;
  readonly now?: () => number;
}

/** The user of an `Authorization` header; `undefined` without one. Throws a `Refusal`. */
export type TokenCheck = (authorization: string) => Promise<User | undefined>;

/**
 * Checks access tokens as RFC 9068 (section 4) and RFC 8725 have it: `typ` at+jwt, EdDSA by a key that the
 * issuer publishes, issuer, audience, times, and the claims that RFC 9068 requires and services go by. One that
 * lives longer than 5 minutes, or comes from more than a minute ahead, is no token of ours. Nothing in a token says
 * where a key is to be had, and a token has one spelling only.
 */
export const createTokenCheck = ({ keys, issuer, audience, verdict, now = Date.now }: Deps): TokenCheck => {
  const keyOf = async ({ kid, b64 }: { kid?: unknown; b64?: unknown }) => {
    if (b64 !== undefined) throw invalid('its payload may be encoded otherwise');
    const isName = typeof kid === 'string' && kid.length <= LONGEST_KEY_ID;
    const key = isName ? await keys.find(kid) : undefined;
    if (key === undefined) throw invalid('it is signed with a key that is not known here');
    return key;
  };
  return async (authorization) => {
    if (authorization === '') return undefined;
    if (authorization.length > LONGEST_TOKEN) throw invalid('it is too long');
    const [, token, signature] = /^Bearer +([\w-]+\.[\w-]+\.([\w-]+))$/i.exec(authorization) ?? [];
    if (token === undefined || signature === undefined)
      throw invalid('the header is not of the form "Bearer <token>", or the token is not signed');
    // What was signed are the other two parts as they are spelled; of this one a lenient decoder takes several.
    if (Buffer.from(signature, 'base64url').toString('base64url') !== signature)
      throw invalid('its signature is not spelled as RFC 7515 has it');
    const { payload } = await jwtVerify(token, keyOf, {
      algorithms: ['EdDSA'],
      typ: 'at+jwt',
      issuer,
      audience,
      requiredClaims: ['exp', 'sub', 'client_id', 'iat', 'jti'],
      currentDate: new Date(now()),
    }).catch((error: unknown) => {
      throw explained(error);
    });
    if (!claims.Check(payload)) throw invalid('it lacks a claim');
    const { sub, sid, rank, roles, permissions, user_version: version = 0, iat, exp } = payload;
    if (iat > now() / 1_000 + CLOCK_SKEW) throw invalid('it was issued in the future');
    if (exp - iat > LONGEST_LIFE) throw invalid(`it lives longer than ${LONGEST_LIFE} s`);
    const user = { id: sub, sessionId: sid, version, rank, roles, permissions };
    refuseVoid(verdict(user));
    return user;
  };
};

/** Throws the refusal that a verdict calls for. */
export const refuseVoid = (verdict: Verdict): void => {
  switch (verdict) {
    case undefined:
      return;
    case 'revoked':
      throw challenge(
        'token.revoked',
        'The session or the user of the access token was shut out; sign in again',
      );
    case 'outdated':
      throw challenge('token.outdated', 'What its user may do has changed since; get a new access token');
  }
};

const explained = (error: unknown): unknown => {
  if (error instanceof errors.JWTExpired) {
    return challenge('token.expired', 'The access token has expired; get a new one');
  }
  if (error instanceof errors.JOSEError) {
    return invalid('its signature, type, issuer or audience is wrong');
  }
  return error;
};

const invalid = (why: string) => challenge('token.invalid', `The access token is not valid: ${why}`);

const challenge = (code: string, detail: string) =>
  new Refusal('unauthenticated', code, detail, {
    headers: { 'WWW-Authenticate': `Bearer error="invalid_token", error_description="${code}"` },
  });
