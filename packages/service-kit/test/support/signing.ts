import { KeyObject, sign } from 'node:crypto';
import { CompactSign, exportJWK, exportSPKI, generateKeyPair, SignJWT } from 'jose';

export const issuer = 'https://shop.example';

export const goodClaims = {
  iss: issuer,
  aud: issuer,
  sub: 'user-1',
  client_id: 'front-end',
  jti: 'token-1',
  sid: 'session-1',
  rank: 0,
  roles: [],
  permissions: ['orders.refund'],
};

const inSeconds = (seconds: number) => Math.floor(Date.now() / 1_000) + seconds;

/** The times of a token issued now, for five minutes. */
export const goodTimes = () => ({ iat: inSeconds(0), exp: inSeconds(300) });

/** A key pair of a token issuer, and tokens signed with it. */
export const createSigner = async (kid: string) => {
  const { privateKey, publicKey } = await generateKeyPair('EdDSA', { extractable: true });
  return {
    privateKey,
    jwk: { ...(await exportJWK(publicKey)), kid, use: 'sig', alg: 'EdDSA' },
    pem: await exportSPKI(publicKey),
    /** A valid token, but for what is changed. `exp` is in five minutes. */
    sign: (claims: Record<string, unknown> = {}, header: Record<string, unknown> = {}) =>
      new SignJWT({ ...goodClaims, ...goodTimes(), ...claims })
        .setProtectedHeader({ alg: 'EdDSA', typ: 'at+jwt', kid, ...header })
        .sign(privateKey),
    /** A well signed token whose payload is this text, whatever it is. */
    signText: (payload: string, header: Record<string, unknown> = {}) =>
      new CompactSign(new TextEncoder().encode(payload))
        .setProtectedHeader({ alg: 'EdDSA', typ: 'at+jwt', kid, ...header })
        .sign(privateKey),
    /** Two parts as they are, well signed. */
    signParts: (header: string, payload: string) => {
      const signed = `${header}.${payload}`;
      const signature = sign(null, Buffer.from(signed), KeyObject.from(privateKey));
      return `${signed}.${signature.toString('base64url')}`;
    },
  };
};
