import { type NicknameOf, shownBody } from './bodies.js';
import { isUserId, type Mention } from './mentions.js';
import { blocksOf, plainText, read } from './reading.js';

/** What `ContentThreadReplied` takes, in UTF-16 code units. */
const longest = 280;

/** Only the beginning matters, and a text of 32 KiB need not be read for it. */
const beginning = 8_192;

const nobodyKnown: NicknameOf = () => undefined;

/**
 * The beginning of a stored body as one line of plain text, at most 280 characters: without quotes, and with the nicknames
 * of those whom it mentions, `@…` where one is not known.
 */
export const excerptOf = (body: string, nicknameOf: NicknameOf = nobodyKnown): string => {
  const nameIn = ({ userId }: Mention) => `@${nicknameOf(userId) ?? '…'}`;
  const text = blocksOf(read(begin(body), (name) => (isUserId(name) ? name : undefined)))
    .filter(({ inQuote }) => !inQuote)
    .map(({ token }) => plainText([token], nameIn))
    .join(' ');
  return shorten(shownBody(text, nobodyKnown).replace(/\s+/g, ' ').trim());
};

const begin = (body: string) => {
  if (body.length <= beginning) return body;
  const cut = withoutHalf(body.slice(0, beginning));
  return cut.slice(0, Math.max(cut.lastIndexOf(' '), cut.lastIndexOf('\n'))) || cut;
};

const shorten = (text: string) => {
  if (text.length <= longest) return text;
  const cut = withoutHalf(text.slice(0, longest - 1));
  const lastSpace = cut.lastIndexOf(' ');
  return `${lastSpace > longest / 2 ? cut.slice(0, lastSpace) : cut}…`;
};

/** Without the first half of a surrogate pair at the end, whose second half was cut off. */
const withoutHalf = (text: string) => text.replace(/[\uD800-\uDBFF]$/, '');
