import type { StateInline, Token } from 'markdown-it';

/** Who is meant by a name as it was typed; undefined if nobody. */
export type UserIdOf = (name: string) => string | undefined;

/** What a token `mention` tells of itself. */
export interface Mention {
  readonly userId: string;
  /** As typed, without `@` and quotes. */
  readonly name: string;
  /** As typed: `@ann`, `@"two words"`. */
  readonly typed: string;
  /** Where in the content of its block. */
  readonly at: number;
}

export const uuid = '[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}';

const word = String.raw`(?:\p{L}\p{M}{0,2}|[\p{Nd}_-]){1,32}`;
const id = String.raw`\[${uuid}\]`;
const pattern = new RegExp(
  String.raw`@(?:(${word}(?![\p{L}\p{M}\p{Nd}_@-])|${id})|"(${word}(?: ${word}){0,15}|${id})")`,
  'uy',
);

/** In a word, a path or an address; words of scripts that set no spaces aside. */
const inside = /(?:(?![\p{sc=Han}\p{sc=Hira}\p{sc=Kana}])[\p{L}\p{M}]|[\p{N}/@\\+=&$%#])$/u;

/**
 * Reads `@ann` and `@"two words"`: the name of a user, 3 to 32 characters long, that is known to `env.userIdOf`. Not
 * inside a word, a path or an address: marks of emphasis, quotes, dots and dashes before `@` are looked past. A user
 * whose name was not known when the text was shown stands there by id, `@[…]`, and is asked for by it.
 */
export const mentionRule = (state: StateInline, silent: boolean): boolean => {
  const { src, pos } = state;
  if (src[pos] !== '@' || isInside(src, pos)) return false;
  pattern.lastIndex = pos;
  const [typed = '', bare, quoted] = pattern.exec(src) ?? [];
  const name = (bare ?? quoted ?? '').replace(/^\[(.*)\]$/, '$1');
  const known: { userIdOf?: UserIdOf } = state.env;
  const userId = isLong(name) && pos + typed.length <= state.posMax ? known.userIdOf?.(name) : undefined;
  if (userId === undefined) return false;
  if (!silent) {
    const token = state.push('mention', 'a', 0);
    token.attrs = [
      ['class', 'mention'],
      ['data-user-id', userId],
    ];
    const mention: Mention = { userId, name, typed, at: pos };
    token.meta = mention;
  }
  state.pos += typed.length;
  return true;
};

export const mentionOf = ({ type, meta }: Token): Mention | undefined =>
  type === 'mention' ? meta : undefined;

const isInside = (text: string, at: number) => {
  let end = at;
  while (end > 0 && `*_~"'.-`.includes(text.charAt(end - 1))) end--;
  return inside.test(text.slice(Math.max(0, end - 2), end));
};

const isId = new RegExp(`^${uuid}$`);

/** Whether a text is the id of a user, which no nickname can be: it is too long. */
export const isUserId = (text: string): boolean => isId.test(text);

const isLong = (name: string) => {
  const length = [...name].length;
  return (length >= 3 && length <= 32) || isUserId(name);
};
