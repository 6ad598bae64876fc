import { pbkdf2, scrypt, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';
import { Worker } from 'node:worker_threads';
import argon2 from 'argon2';
import { normalisePassword } from './password-rules.js';
import { isPhpass } from './phpass.js';

/** Checks a password, off the event loop, by the hash that it was made for. */
export type HashCheck = (password: string) => Promise<boolean>;

/**
 * How to check passwords by a hash: argon2 (d, i, id), or what other forums made: bcrypt (`$2a$`, `$2b$`, `$2y$`), PBKDF2 as
 * Django writes it, scrypt as a PHC string, and phpass (`$H$`, `$P$`). Undefined where it is none of these, is malformed, or
 * asks for so much work that checking it would take a service down.
 */
export const hashCheck = (hash: string): HashCheck | undefined => {
  for (const read of [readArgon2, readScripted, readPbkdf2, readScrypt]) {
    const check = read(hash);
    if (check) return check;
  }
  return undefined;
};

type Reader = (hash: string) => HashCheck | undefined;

/** Bytes that one check may take. */
const mostMemory = 256 * 1024 * 1024;

const base64 = '[A-Za-z0-9+/]';

const argon2Pattern = new RegExp(
  String.raw`^\$argon2(?:id|i|d)\$(?:v=(?:16|19)\$)?([mtp]=\d{1,7}(?:,[mtp]=\d{1,7}){2})\$(${base64}{11,128})\$(${base64}{6,128})$`,
);

const readArgon2: Reader = (hash) => {
  const [, written] = argon2Pattern.exec(hash) ?? [];
  if (written === undefined) return undefined;
  const given = new Map(written.split(',').map((pair) => [pair.charAt(0), Number(pair.slice(2))]));
  const [m = 0, t = 0, p = 0] = ['m', 't', 'p'].map((name) => given.get(name));
  const bearable = p >= 1 && p <= 16 && t >= 1 && t <= 64 && m >= 8 * p && m <= mostMemory / 1024;
  return bearable ? (password) => argon2.verify(hash, normalisePassword(password)) : undefined;
};

// Each step of the cost doubles the work: 15 takes some seconds. Their makers did not normalise passwords, here and below.
const bcryptPattern = /^\$2[aby]\$(?:0[4-9]|1[0-5])\$[./A-Za-z0-9]{53}$/;

const readScripted: Reader = (hash) =>
  bcryptPattern.test(hash) || isPhpass(hash) ? (password) => elsewhere(password, hash) : undefined;

/** What is computed in JavaScript would hold the event loop up: it gets a thread, for this once. */
const elsewhere = (password: string, hash: string) =>
  new Promise<boolean>((resolve, reject) => {
    const worker = new Worker(new URL('./compare-worker.js', import.meta.url), {
      workerData: { password, hash },
    });
    worker.once('message', (right: unknown) => resolve(right === true));
    worker.once('error', reject);
    worker.once('exit', () => reject(new Error('The thread that compares a hash ended without a result')));
  });

const pbkdf2Pattern = new RegExp(
  String.raw`^pbkdf2_sha256\$([1-9]\d{0,6})\$([^$]{1,128})\$(${base64}{43}=)$`,
);
const pbkdf2Of = promisify(pbkdf2);

const readPbkdf2: Reader = (hash) => {
  const [, iterations, salt, key] = pbkdf2Pattern.exec(hash) ?? [];
  if (iterations === undefined || salt === undefined || key === undefined) return undefined;
  const stored = Buffer.from(key, 'base64');
  return async (password) => isSame(await pbkdf2Of(password, salt, Number(iterations), 32, 'sha256'), stored);
};

const scryptPattern = new RegExp(
  String.raw`^\$scrypt\$ln=([1-9]\d?),r=([1-9]\d?),p=([1-9]\d?)\$(${base64}{1,128})\$(${base64}{22,128})$`,
);

const readScrypt: Reader = (hash) => {
  const [, ln, r, p, salt = '', key = ''] = scryptPattern.exec(hash) ?? [];
  const cost = { N: 2 ** Number(ln), r: Number(r), p: Number(p) };
  const bytes = 128 * cost.r * (cost.N + cost.p);
  if (!(bytes <= mostMemory && cost.p <= 16)) return undefined;
  const stored = Buffer.from(key, 'base64');
  return (password) =>
    new Promise((resolve, reject) => {
      const limits = { ...cost, maxmem: bytes + 1_048_576 };
      scrypt(password, Buffer.from(salt, 'base64'), stored.length, limits, (error, made) =>
        error ? reject(error) : resolve(isSame(made, stored)),
      );
    });
};

const isSame = (one: Buffer, other: Buffer): boolean =>
  one.length === other.length && timingSafeEqual(one, other);
