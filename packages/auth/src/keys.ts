import {
  CompactEncrypt,
  type CryptoKey,
  calculateJwkThumbprint,
  compactDecrypt,
  exportJWK,
  generateKeyPair,
  importJWK,
  type JWK,
} from 'jose';

/** RFC 9864 names the curve; EdDSA is what those who check tokens know it by (RFC 8037). */
export const algorithm = 'EdDSA';

interface PublishedKey {
  readonly kid: string;
  readonly publicJwk: JWK;
  readonly createdAt: Date;
  /** When it came into its state; absent in rings of one key, as they were once: `createdAt` then. */
  readonly since?: Date;
}

/** A key that signs, or will. The private half is a JWE (RFC 7516) under a key made from AUTH_SECRET. */
export interface SigningKey extends PublishedKey {
  readonly state: 'next' | 'current';
  readonly sealedPrivateJwk: string;
}

/** A key that signs no more: it is published for as long as its tokens live, and its private half is gone. */
export interface PreviousKey extends PublishedKey {
  readonly state: 'previous';
}

export type StoredKey = SigningKey | PreviousKey;

/** All keys are one document, so that instances which start at once, or rotate, agree on them. */
export interface KeyRing {
  readonly _id: 'signing';
  readonly version: number;
  readonly keys: readonly StoredKey[];
}

/** The private keys cannot be read with this secret. */
export class KeysUnreadable extends Error {
  readonly code = 'auth.keys-unreadable';

  constructor(kid: string, options?: ErrorOptions) {
    super(
      `The signing key ${kid} in MongoDB cannot be decrypted with this AUTH_SECRET. Set the secret that it was ` +
        'stored with, as AUTH_SECRET or, to change it, as AUTH_SECRET_BEFORE; or delete the document "signing" ' +
        'in the collection "keys" and start again: then new keys are made, and every access token so far is void.',
      options,
    );
    this.name = 'KeysUnreadable';
  }
}

/** The keys, of 32 bytes each, that private keys are encrypted under. */
export interface Sealing {
  readonly sealingKey: Uint8Array;
  /** What they were encrypted under before, while AUTH_SECRET is being changed. */
  readonly sealingKeyBefore?: Uint8Array | undefined;
}

const sealed = (privateJwk: string, kid: string, sealingKey: Uint8Array): Promise<string> =>
  new CompactEncrypt(new TextEncoder().encode(privateJwk))
    .setProtectedHeader({ alg: 'dir', enc: 'A256GCM', kid })
    .encrypt(sealingKey);

const unsealed = async ({ kid, sealedPrivateJwk }: SigningKey, sealingKey: Uint8Array): Promise<string> => {
  const options = { keyManagementAlgorithms: ['dir'], contentEncryptionAlgorithms: ['A256GCM'] };
  try {
    const { plaintext } = await compactDecrypt(sealedPrivateJwk, sealingKey, options);
    return new TextDecoder().decode(plaintext);
  } catch (cause) {
    throw new KeysUnreadable(kid, { cause });
  }
};

/** A new Ed25519 key pair, its id the RFC 7638 thumbprint; it is to sign next. */
export const makeKey = async (sealingKey: Uint8Array, now: Date): Promise<SigningKey> => {
  const pair = await generateKeyPair(algorithm, { crv: 'Ed25519', extractable: true });
  const exported = await exportJWK(pair.publicKey);
  const kid = await calculateJwkThumbprint(exported);
  const privateJwk = JSON.stringify(await exportJWK(pair.privateKey));
  const sealedPrivateJwk = await sealed(privateJwk, kid, sealingKey);
  const publicJwk: JWK = { ...exported, kid, alg: algorithm, use: 'sig' };
  return { kid, state: 'next', publicJwk, sealedPrivateJwk, createdAt: now, since: now };
};

/** The key encrypted as new ones are; the very same key if it is already. Throws `KeysUnreadable` where neither fits. */
export const resealedKey = async (
  key: SigningKey,
  { sealingKey, sealingKeyBefore }: Sealing,
): Promise<SigningKey> => {
  try {
    await unsealed(key, sealingKey);
    return key;
  } catch (error) {
    if (!sealingKeyBefore) throw error;
    const privateJwk = await unsealed(key, sealingKeyBefore);
    return { ...key, sealedPrivateJwk: await sealed(privateJwk, key.kid, sealingKey) };
  }
};

/** The private key that signs. Throws `KeysUnreadable` under another secret. */
export const openKey = async (key: SigningKey, sealing: Sealing): Promise<CryptoKey> => {
  const { sealingKey } = sealing;
  const privateJwk = await unsealed(await resealedKey(key, sealing), sealingKey);
  const opened = await importJWK(JSON.parse(privateJwk), algorithm);
  if (opened instanceof Uint8Array) throw new KeysUnreadable(key.kid);
  return opened;
};

export interface JwkSet {
  keys: Record<string, unknown>[];
}

/** The JWK Set (RFC 7517) that tokens are checked by. */
export const jwkSetOf = ({ keys }: KeyRing): JwkSet => ({
  keys: keys.map(({ publicJwk }) => ({ ...publicJwk })),
});
