import type { Token } from 'markdown-it';
import { isImage } from './links.js';
import { tokensOf } from './markdown.js';
import { type Mention, mentionOf, type UserIdOf } from './mentions.js';

/** Where something stands in a text: in which line, and after how many `@` of that line. */
export interface Place {
  readonly line: number;
  readonly before: number;
}

/** A piece of text that has no other blocks in it: a paragraph, a heading, a cell, code. */
export interface Block {
  readonly token: Token;
  readonly place: Place;
  readonly inQuote: boolean;
}

export type PlacedMention = Mention & Place & { readonly inQuote: boolean };

/** Reads a text; a name in a link or in the description of an image mentions nobody. */
export const read = (markdown: string, userIdOf: UserIdOf): Token[] => {
  const tokens = tokensOf(markdown, userIdOf);
  for (const { children } of tokens) if (children) settle(children, false);
  return tokens;
};

export const blocksOf = (tokens: readonly Token[]): Block[] => {
  const blocks: Block[] = [];
  let quotes = 0;
  let place: Place = { line: 0, before: 0 };
  for (const token of tokens) {
    if (token.type === 'blockquote_open') quotes++;
    if (token.type === 'blockquote_close') quotes--;
    if (token.map) place = { line: token.map[0], before: 0 };
    if (token.nesting !== 0) continue;
    blocks.push({ token, place, inQuote: quotes > 0 });
    // The cells of a row have no place of their own: each goes on where the one before it ended.
    place = after(place, token.content);
  }
  return blocks;
};

/** The mentions of a text, as they follow one another in it. */
export const mentionsOf = (blocks: readonly Block[]): PlacedMention[] =>
  blocks.flatMap(({ token, place, inQuote }) => {
    let here = { ...place, at: 0 };
    return (token.children ?? []).flatMap((child) => {
      const mention = mentionOf(child);
      if (mention === undefined) return [];
      here = { ...after(here, token.content.slice(here.at, mention.at)), at: mention.at };
      return [{ ...mention, ...here, inQuote }];
    });
  });

/** What is read when marks are left out; `name` tells how a mention reads. */
export const plainText = (tokens: readonly Token[], name: (mention: Mention) => string): string =>
  tokens
    .map((token) => {
      const mention = mentionOf(token);
      if (mention) return name(mention);
      if (token.type.endsWith('break')) return '\n';
      return token.children ? plainText(token.children, name) : token.content;
    })
    .join('');

const after = ({ line, before }: Place, passed: string): Place => {
  const lines = passed.split('\n');
  const mentions = (lines.at(-1) ?? '').split('@').length - 1;
  return lines.length === 1
    ? { line, before: before + mentions }
    : { line: line + lines.length - 1, before: mentions };
};

const settle = (tokens: readonly Token[], inside: boolean): void => {
  let inLink = inside;
  for (const token of tokens) {
    if (token.type === 'link_open') inLink = true;
    if (token.type === 'link_close') inLink = inside;
    const mention = mentionOf(token);
    if (mention && inLink) becomeText(token, mention.typed);
    if (token.type !== 'image') continue;
    const description = token.children ?? [];
    settle(description, true);
    // What shows a description takes text alone.
    for (const part of description) if (!part.children && part.content !== '') becomeText(part, part.content);
    if (!isImage(token.attrGet('src') ?? ''))
      becomeText(
        token,
        plainText(description, ({ typed }) => typed),
      );
  }
};

const becomeText = (token: Token, text: string) => {
  token.type = 'text';
  token.tag = '';
  token.attrs = null;
  token.children = null;
  token.content = text;
};
