import { createHash, hkdfSync, randomBytes } from 'node:crypto';

/** 32 bytes for one purpose (HKDF-SHA-256, RFC 5869): no two purposes share a key. */
export const deriveKey = (secret: string, purpose: string): Uint8Array =>
  new Uint8Array(hkdfSync('sha256', secret, '', `auth/${purpose}`, 32));

/** What is stored of a token: whoever reads the database cannot use it. */
export const hashToken = (token: string): string => createHash('sha256').update(token).digest('base64url');

/** A token of 256 random bits, as text that a URL takes. */
export const newToken = (): string => randomBytes(32).toString('base64url');

interface Secrets {
  readonly AUTH_SECRET: string;
  readonly AUTH_SECRET_BEFORE: string | undefined;
}

/** The keys of one purpose by the secret that is set, and by the one before, where that is set too. */
const keysBy = ({ AUTH_SECRET, AUTH_SECRET_BEFORE }: Secrets, purpose: string) => ({
  now: deriveKey(AUTH_SECRET, purpose),
  before: AUTH_SECRET_BEFORE === undefined ? undefined : deriveKey(AUTH_SECRET_BEFORE, purpose),
});

/** What signing keys are encrypted under. */
export const sealingBy = (secrets: Secrets) => {
  const { now, before } = keysBy(secrets, 'signing-keys');
  return { sealingKey: now, sealingKeyBefore: before };
};

/** What refresh tokens are marked with: the first marks new ones. */
export const marksBy = (secrets: Secrets) => {
  const { now, before } = keysBy(secrets, 'refresh-tokens');
  return { key: now, keyBefore: before };
};
