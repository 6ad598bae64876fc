import type { Token } from 'markdown-it';
import { type NicknameOf, storedBody } from './bodies.js';
import { isAbsolute } from './links.js';
import { escapeHtml, htmlOf } from './markdown.js';
import { isUserId, uuid } from './mentions.js';
import { markQuotes, type Quote } from './quotes.js';
import { type Block, blocksOf, mentionsOf, read } from './reading.js';
import { sanitised } from './sanitising.js';

export interface RenderedPost {
  /** The Markdown to store, with ids for the users that it mentions: see `shownBody`. */
  readonly body: string;
  /** The sanitised HTML to store, with the names of users still to be filled in: see `shownHtml`. */
  readonly html: string;
  /** Who is mentioned outside of quotes, each once, in order. */
  readonly mentions: readonly string[];
  /** Which posts of the thread it quotes. */
  readonly quotes: readonly Quote[];
  /** How many addresses elsewhere it links to or shows images of, each counted once: its own, and those only in quotes. */
  readonly links: number;
  readonly quotedLinks: number;
}

/** Names of users that one text can mention. */
const mostNames = 50;

/** The names that a text mentions, to be looked up: as they were typed, in order, each once, 50 at the most. */
export const mentionsIn = (markdown: string): string[] => {
  if (!markdown.includes('@')) return [];
  const tokens = read(markdown, (name) => (isUserId(name) ? undefined : name));
  return [...new Set(mentionsOf(blocksOf(tokens)).map(({ name }) => name))].slice(0, mostNames);
};

/**
 * Renders Markdown; `mentioned` says whom its names mean, and names not in it are text. It takes users by id too, `[id, id]`,
 * for those that the text before an edit named and whose nicknames were not known. Takes any text and never throws; one whose
 * HTML would be too large to serve is shown as it was typed, without marks, links or mentions.
 */
export const renderPost = (
  markdown: string,
  { mentioned }: { mentioned: ReadonlyMap<string, string> },
): RenderedPost => {
  const tokens = read(markdown, (name) => mentioned.get(name));
  if (isHeavy(tokens)) return unmarked(markdown);
  const blocks = blocksOf(tokens);
  const mentions = mentionsOf(blocks);
  const quotes = markQuotes(tokens);
  const own = linksOf(blocks.filter(({ inQuote }) => !inQuote));
  return {
    body: storedBody(markdown, mentions),
    html: sanitised(htmlOf(tokens)),
    mentions: [...new Set(mentions.flatMap(({ inQuote, userId }) => (inQuote ? [] : [userId])))],
    quotes,
    links: own.size,
    quotedLinks: new Set([...own, ...linksOf(blocks)]).size - own.size,
  };
};

/** The HTML of a post as it is answered: with the nicknames that its users have now, `…` where one is not known. */
export const shownHtml = (html: string, nicknameOf: NicknameOf): string =>
  html.replaceAll(marker, (_, start: string, userId: string, end: string) => {
    const nickname = nicknameOf(userId) ?? '…';
    return `${start}@${escapeHtml(nickname)}${end}`;
  });

/** A mention in stored HTML. Text can't look like it: in text, `<` is escaped. */
const marker = new RegExp(`(<a class="mention" data-user-id="(${uuid})">)(</a>)`, 'g');

const linksOf = (blocks: readonly Block[]) =>
  new Set(
    blocks
      .flatMap(({ token }) => token.children ?? [])
      .map((token) => token.attrGet('href') ?? token.attrGet('src') ?? '')
      .filter(isAbsolute),
  );

/** No post is written like this: the limits are what makes a text of 32 KiB render within a fraction of a second. */
const most = { tokens: 20_000, characters: 131_072 };

const isHeavy = (tokens: readonly Token[]) => {
  const all = tokens.flatMap((token) => [token, ...(token.children ?? [])]);
  const characters = all.flatMap(({ type, content, attrs }) => [
    type === 'inline' ? 0 : content.length,
    ...(attrs ?? []).map(([, value]) => value.length),
  ]);
  return all.length > most.tokens || characters.reduce((sum, length) => sum + length, 0) > most.characters;
};

const unmarked = (markdown: string): RenderedPost => ({
  body: storedBody(markdown, []),
  html: sanitised(`<p>${escapeHtml(markdown).replaceAll(/\r\n?|\n/g, '<br>')}</p>`),
  mentions: [],
  quotes: [],
  links: 0,
  quotedLinks: 0,
});
