import { isUserId, uuid } from './mentions.js';
import type { PlacedMention } from './reading.js';

/** The nickname that a user has now; undefined where it is not known. */
export type NicknameOf = (userId: string) => string | undefined;

/** A mention as it is stored; with `=` in it, text that only looks like one. */
const stored = new RegExp(String.raw`@("?)\[(=*)(${uuid})\]\1`, 'g');

/** The text as it is stored: with ids where it mentions users, so that it does not grow old when they are renamed. */
export const storedBody = (markdown: string, mentions: readonly PlacedMention[]): string => {
  let body = '';
  let done = 0;
  for (const { start, name, typed, userId } of placed(markdown, mentions)) {
    body +=
      escaped(markdown.slice(done, start)) +
      typed.replace(isUserId(name) ? `[${name}]` : name, `[${userId}]`);
    done = start + typed.length;
  }
  return body + escaped(markdown.slice(done));
};

/** The text as its author wrote it, with the nicknames of now; a user stays an id where the name is not known. */
export const shownBody = (body: string, nicknameOf: NicknameOf): string =>
  body.replaceAll(stored, (token, quote: string, marks: string, userId: string) => {
    if (marks !== '') return token.replace('[=', '[');
    const nickname = nicknameOf(userId);
    if (nickname === undefined) return token;
    return quote === '' && nickname.includes(' ') ? `@"${nickname}"` : `@${quote}${nickname}${quote}`;
  });

/** Whom a stored text names, in quotes too: whose nicknames are needed to show it. Each once. */
export const usersNamed = (body: string): string[] => [
  ...new Set(
    [...body.matchAll(stored)].flatMap(([, , marks, userId = '']) => (marks === '' ? [userId] : [])),
  ),
];

const escaped = (text: string) => text.replaceAll(stored, (token) => token.replace('[', '[='));

/** Mentions with their offsets. A block says its lines, but not where in them its text is: counting `@` finds it. */
const placed = (markdown: string, mentions: readonly PlacedMention[]) => {
  const found: (PlacedMention & { readonly start: number })[] = [];
  let next = mentions[0];
  let line = 0;
  let before = 0;
  for (let at = 0; next && at < markdown.length; at++) {
    const char = markdown.charAt(at);
    if (char === '\n' || (char === '\r' && markdown.charAt(at + 1) !== '\n')) {
      line++;
      before = 0;
    } else if (char === '@') {
      if (line === next.line && before === next.before) {
        found.push({ ...next, start: at });
        next = mentions[found.length];
      }
      before++;
    }
  }
  return found;
};
