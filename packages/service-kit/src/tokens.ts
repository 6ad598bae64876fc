import { errors, jwtVerify } from 'jose';
import Type from 'typebox';
import { Compile } from 'typebox/compile';
import type { Keys } from './keys.js';
import { Refusal } from './refusal.js';

/** Who calls, as their access token says. */
export interface User {
  readonly id: string;
  readonly sessionId: string;
  readonly rank: number;
  readonly roles: readonly string[];
  readonly permissions: readonly string[];
}

const claims = Compile(
  Type.Object({
    sub: Type.String({ minLength: 1 }),
    sid: Type.String({ minLength: 1 }),
    rank: Type.Integer({ minimum: 0 }),
    roles: Type.Array(Type.String()),
    permissions: Type.Array(Type.String()),
  }),
);

interface Deps {
  readonly keys: Keys;
  readonly issuer: string;
  readonly audience: string;
  readonly now?: () => number;
}

/** The user of an `Authorization` header; `undefined` without one. Throws a `Refusal`. */
export type TokenCheck = (authorization: string) => Promise<User | undefined>;

/**
 * Checks access tokens as RFC 9068 (section 4) and RFC 8725 have it: `typ` at+jwt, EdDSA by a key that the
 * issuer publishes, issuer, audience, expiry, and the claims that services go by.
 */
export const createTokenCheck = ({ keys, issuer, audience, now = Date.now }: Deps): TokenCheck => {
  const keyOf = async ({ kid }: { kid?: string }) => {
    const key = kid === undefined ? undefined : await keys.find(kid);
    if (key === undefined) throw invalid('it is signed with a key that is not known here');
    return key;
  };
  return async (authorization) => {
    if (authorization === '') return undefined;
    const [, token] = /^Bearer +([\w.~+/-]+=*)$/i.exec(authorization) ?? [];
    if (token === undefined) throw invalid('the header is not of the form "Bearer <token>"');
    const { payload } = await jwtVerify(token, keyOf, {
      algorithms: ['EdDSA'],
      typ: 'at+jwt',
      issuer,
      audience,
      requiredClaims: ['exp', 'sub'],
      currentDate: new Date(now()),
    }).catch((error: unknown) => {
      throw explained(error);
    });
    if (!claims.Check(payload)) throw invalid('it lacks a claim');
    const { sub, sid, rank, roles, permissions } = payload;
    return { id: sub, sessionId: sid, rank, roles, permissions };
  };
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
