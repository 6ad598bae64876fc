import { createHash, timingSafeEqual } from 'node:crypto';

const letters = './0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
const pattern = /^\$[HP]\$([5-9A-E])([./0-9A-Za-z]{8})([./0-9A-Za-z]{22})$/;

/** Whether a text is a hash by phpass: MD5, applied 2^7 to 2^16 times, as phpBB 3.0 and WordPress used to write it. */
export const isPhpass = (hash: string): boolean => pattern.test(hash);

/** Whether this is the password of a hash by phpass. Takes milliseconds, in which nothing else runs. */
export const comparePhpass = (password: string, hash: string): boolean => {
  const [, cost = '', salt = '', key = ''] = pattern.exec(hash) ?? [];
  let digest = md5(salt, password);
  for (let left = 2 ** letters.indexOf(cost); left > 0; left -= 1) digest = md5(digest, password);
  const [made, stored] = [Buffer.from(textOf(digest)), Buffer.from(key)];
  return made.length === stored.length && timingSafeEqual(made, stored);
};

const md5 = (before: string | Buffer, password: string) =>
  createHash('md5').update(before).update(password).digest();

/** A base 64 of its own: three bytes, the lowest first, are four letters. */
const textOf = (digest: Buffer): string => {
  let text = '';
  for (let at = 0; at < digest.length; at += 3) {
    const group = digest.subarray(at, at + 3);
    const bits = group.reduce((sum, byte, index) => sum + byte * 256 ** index, 0);
    for (let letter = 0; letter <= group.length; letter += 1)
      text += letters.charAt(Math.floor(bits / 64 ** letter) % 64);
  }
  return text;
};
