import { exportJWK, exportSPKI, generateKeyPair, SignJWT } from 'jose';

export const issuer = 'https://shop.example';

export const goodClaims = {
  iss: issuer,
  aud: issuer,
  sub: 'user-1',
  sid: 'session-1',
  rank: 0,
  roles: [],
  permissions: ['orders.refund'],
};

/** A key pair of a token issuer, and tokens signed with it. */
export const createSigner = async (kid: string) => {
  const { privateKey, publicKey } = await generateKeyPair('EdDSA', { extractable: true });
  return {
    privateKey,
    jwk: { ...(await exportJWK(publicKey)), kid, use: 'sig', alg: 'EdDSA' },
    pem: await exportSPKI(publicKey),
    /** A valid token, but for what is changed. `exp` is in five minutes. */
    sign: (claims: Record<string, unknown> = {}, header: Record<string, unknown> = {}) =>
      new SignJWT({ ...goodClaims, exp: Math.floor(Date.now() / 1_000) + 300, ...claims })
        .setProtectedHeader({ alg: 'EdDSA', typ: 'at+jwt', kid, ...header })
        .sign(privateKey),
  };
};
