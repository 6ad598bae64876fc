import { folded, isCommonPassword } from './common-passwords.js';
import { isNormalisable } from './normalising.js';

const shortest = 8;
export const longestPassword = 128;

/** The same in words. */
export const passwordRule = `${shortest} to ${longestPassword} characters; none of the passwords that are tried first`;

/** Whose password it is to be, and where: words that whoever guesses would try first. */
export interface PasswordOwner {
  readonly nickname: string;
  readonly email: string;
  /** See `siteNamesOf`. */
  readonly siteNames: readonly string[];
}

/** Different keyboards write the same letter differently; NFC makes it one (RFC 8265, OpaqueString). */
export const normalisePassword = (password: string): string => password.normalize('NFC');

/** In code points; infinite for a text that is too long to be looked at. */
export const passwordLength = (password: string): number =>
  isNormalisable(password, longestPassword) ? [...normalisePassword(password)].length : Infinity;

/** Why this may not be the password of this person; undefined if it may. Lengths count code points. */
export const passwordFault = (
  password: string,
  { nickname, email, siteNames }: PasswordOwner,
): string | undefined => {
  const length = passwordLength(password);
  if (length < shortest || length > longestPassword)
    return `must have ${shortest} to ${longestPassword} characters`;
  if (isCommonPassword(password)) return 'is one of the passwords that are tried first; choose another';
  const key = bare(password);
  if (key === bare(nickname)) return 'must not be the nickname';
  const [mailbox = ''] = email.split('@');
  if (key === bare(email) || key === bare(mailbox)) return 'must not be the address';
  if (siteNames.some((name) => key === bare(name))) return 'must not be the name of the site';
  return undefined;
};

/** The names that a site goes by: the one it gives itself, if any, its host, and the parts of that. */
export const siteNamesOf = (siteUrl: string, siteName: string | undefined): string[] => {
  const host = new URL(siteUrl).hostname;
  return [...(siteName === undefined ? [] : [siteName]), host, ...host.split('.')];
};

/** Without case, spaces and punctuation, nor the digits that are put before or after a word to make it pass. */
const bare = (text: string): string => {
  // No password that is let in is as long.
  if (!isNormalisable(text, longestPassword)) return text;
  const letters = folded(text).replace(/[^\p{L}\p{M}\p{N}]/gu, '');
  return letters.replace(/^\p{N}+|\p{N}+$/gu, '') || letters;
};
