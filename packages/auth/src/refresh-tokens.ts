import { createCipheriv, createDecipheriv, createHmac, timingSafeEqual } from 'node:crypto';
import { deriveKey, hashToken } from './secrets.js';

/** One refresh token: opaque to its holder, it names its session and proves that it is ours. */
export interface RefreshToken {
  readonly userId: string;
  readonly sessionId: string;
  readonly text: string;
  /** What the session keeps of it. */
  readonly hash: string;
}

const idBytes = 16;
const secretBytes = 32;
const markBytes = 16;
const payloadBytes = 2 * idBytes + secretBytes;

/**
 * Mints and reads refresh tokens: user, session, 256 random bits, and a mark (HMAC-SHA-256 by `key`). An
 * old token is told by its mark from an invented one, so that nobody ends a session by knowing its id. Tokens marked
 * by `keyBefore` are read too, where that is given.
 */
export const createRefreshTokens = (key: Uint8Array, keyBefore?: Uint8Array) => {
  const markOf = (payload: Buffer, by = key) =>
    createHmac('sha256', by).update(payload).digest().subarray(0, markBytes);
  const isOurs = (payload: Buffer, mark: Buffer) =>
    timingSafeEqual(mark, markOf(payload)) ||
    (keyBefore !== undefined && timingSafeEqual(mark, markOf(payload, keyBefore)));

  const mint = (userId: string, sessionId: string, secret: Buffer): RefreshToken => {
    const payload = Buffer.concat([bytesOf(userId), bytesOf(sessionId), secret]);
    const text = Buffer.concat([payload, markOf(payload)]).toString('base64url');
    return { userId, sessionId, text, hash: hashToken(text) };
  };

  /** Undefined for whatever was not minted with these keys. */
  const read = (text: string): RefreshToken | undefined => {
    const bytes = Buffer.from(text, 'base64url');
    if (bytes.length !== payloadBytes + markBytes || bytes.toString('base64url') !== text) return undefined;
    const payload = bytes.subarray(0, payloadBytes);
    if (!isOurs(payload, bytes.subarray(payloadBytes))) return undefined;
    return {
      userId: uuidOf(bytes.subarray(0, idBytes)),
      sessionId: uuidOf(bytes.subarray(idBytes, 2 * idBytes)),
      text,
      hash: hashToken(text),
    };
  };

  return { mint, read };
};

export type RefreshTokens = ReturnType<typeof createRefreshTokens>;

const bytesOf = (uuid: string) => Buffer.from(uuid.replaceAll('-', ''), 'hex');

const uuidOf = (bytes: Buffer) => bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');

const cipher = 'aes-256-gcm';
const ivBytes = 12;
const tagBytes = 16;

/** Encrypts a token so that only the holder of its predecessor can read it: storage alone gives nothing away. */
export const sealSuccessor = (successor: string, predecessor: string, iv: Buffer): string => {
  const sealing = createCipheriv(cipher, deriveKey(predecessor, 'successor'), iv);
  return Buffer.concat([iv, sealing.update(successor), sealing.final(), sealing.getAuthTag()]).toString(
    'base64',
  );
};

/** Throws where the predecessor is another, or the text was changed. */
export const openSuccessor = (sealed: string, predecessor: string): string => {
  const bytes = Buffer.from(sealed, 'base64');
  const opening = createDecipheriv(cipher, deriveKey(predecessor, 'successor'), bytes.subarray(0, ivBytes), {
    authTagLength: tagBytes,
  });
  opening.setAuthTag(bytes.subarray(-tagBytes));
  return Buffer.concat([opening.update(bytes.subarray(ivBytes, -tagBytes)), opening.final()]).toString();
};
