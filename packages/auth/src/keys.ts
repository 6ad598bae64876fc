import {
  CompactEncrypt,
  calculateJwkThumbprint,
  compactDecrypt,
  exportJWK,
  generateKeyPair,
  importJWK,
  type JWK,
} from 'jose';

/** RFC 9864 names the curve; EdDSA is what those who check tokens know it by (RFC 8037). */
export const algorithm = 'EdDSA';

/** One key pair as stored: the private half is a JWE (RFC 7516) under a key made from AUTH_SECRET. */
export interface StoredKey {
  readonly kid: string;
  readonly state: 'current';
  readonly publicJwk: JWK;
  readonly sealedPrivateJwk: string;
  readonly createdAt: Date;
}

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
        'stored with; or delete the document "signing" in the collection "keys" and start again: then a ' +
        'new key is made, and every access token so far is void.',
      options,
    );
    this.name = 'KeysUnreadable';
  }
}

/** A new Ed25519 key pair, its id the RFC 7638 thumbprint. `sealingKey` has 32 bytes. */
export const makeKey = async (sealingKey: Uint8Array, now: Date): Promise<StoredKey> => {
  const pair = await generateKeyPair(algorithm, { crv: 'Ed25519', extractable: true });
  const exported = await exportJWK(pair.publicKey);
  const kid = await calculateJwkThumbprint(exported);
  const privateJwk = JSON.stringify(await exportJWK(pair.privateKey));
  const sealedPrivateJwk = await new CompactEncrypt(new TextEncoder().encode(privateJwk))
    .setProtectedHeader({ alg: 'dir', enc: 'A256GCM', kid })
    .encrypt(sealingKey);
  const publicJwk: JWK = { ...exported, kid, alg: algorithm, use: 'sig' };
  return { kid, state: 'current', publicJwk, sealedPrivateJwk, createdAt: now };
};

export const newKeyRing = async (sealingKey: Uint8Array, now: Date): Promise<KeyRing> => ({
  _id: 'signing',
  version: 1,
  keys: [await makeKey(sealingKey, now)],
});

/** The private key that signs. Throws `KeysUnreadable` under another secret. */
export const openKey = async ({ kid, sealedPrivateJwk }: StoredKey, sealingKey: Uint8Array) => {
  const options = { keyManagementAlgorithms: ['dir'], contentEncryptionAlgorithms: ['A256GCM'] };
  const { plaintext } = await compactDecrypt(sealedPrivateJwk, sealingKey, options).catch(
    (cause: unknown) => {
      throw new KeysUnreadable(kid, { cause });
    },
  );
  return importJWK(JSON.parse(new TextDecoder().decode(plaintext)), algorithm);
};

/** The JWK Set (RFC 7517) that tokens are checked by. */
export const jwkSetOf = ({ keys }: KeyRing): { keys: Record<string, unknown>[] } => ({
  keys: keys.map(({ publicJwk }) => ({ ...publicJwk })),
});
