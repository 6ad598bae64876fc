import { createHash, hkdfSync, randomBytes } from 'node:crypto';

/** 32 bytes for one purpose (HKDF-SHA-256, RFC 5869): no two purposes share a key. */
export const deriveKey = (secret: string, purpose: string): Uint8Array =>
  new Uint8Array(hkdfSync('sha256', secret, '', `auth/${purpose}`, 32));

/** What is stored of a token: whoever reads the database cannot use it. */
export const hashToken = (token: string): string => createHash('sha256').update(token).digest('base64url');

/** A token of 256 random bits, as text that a URL takes. */
export const newToken = (): string => randomBytes(32).toString('base64url');
