import type { Token } from 'markdown-it';
import { mentionOf } from './mentions.js';
import { plainText } from './reading.js';

/** A quote that says whose post it is from: by the number of the post in its thread. */
export interface Quote {
  readonly number: number;
  /** null where nobody is known by the name. */
  readonly userId: string | null;
}

const attribution = /^@(?:\S+|"[^"]+") wrote in #([1-9]\d{0,8}):$/;

/** Marks the quotes whose first line says where they are from, `> @ann wrote in #12:`, and tells which. */
export const markQuotes = (tokens: readonly Token[]): Quote[] =>
  tokens.flatMap((token, at) => {
    if (token.type !== 'blockquote_open') return [];
    const inline = tokens[at + 1]?.type === 'paragraph_open' ? tokens[at + 2] : undefined;
    const first = firstLine(inline?.children ?? []);
    const number = attribution.exec(plainText(first, ({ typed }) => typed))?.[1];
    if (number === undefined) return [];
    const userId = first[0] && mentionOf(first[0])?.userId;
    token.attrSet('data-post-number', number);
    if (userId !== undefined) token.attrSet('data-user-id', userId);
    return [{ number: Number(number), userId: userId ?? null }];
  });

const firstLine = (tokens: readonly Token[]) => {
  const end = tokens.findIndex(({ type }) => type.endsWith('break'));
  return end < 0 ? tokens : tokens.slice(0, end);
};
