import MarkdownIt, { type RendererRule, type Token } from 'markdown-it';
import { isLink, linkText } from './links.js';
import { mentionRule, type UserIdOf } from './mentions.js';

/**
 * HTML in a text is text. A line ends where its author ended it. What is nested deeper than the limit is left out: each
 * level of quotes and lists reads all lines again.
 */
const options = { html: false, linkify: true, breaks: true, maxNesting: 20 };

const markdownIt = new MarkdownIt(options);
markdownIt.validateLink = isLink;
markdownIt.inline.ruler.before('linkify', 'mention', mentionRule);
linkText(markdownIt);

/** The name is filled in when the post is shown. */
const mention: RendererRule = (tokens, at, renderOptions, _env, renderer) =>
  `${renderer.renderToken(tokens, at, renderOptions)}</a>`;

const cell: RendererRule = (tokens, at, renderOptions, _env, renderer) => {
  const [, align] = tokens[at]?.attrGet('style')?.split(':') ?? [];
  if (align !== undefined) tokens[at]?.attrSet('align', align);
  return renderer.renderToken(tokens, at, renderOptions);
};

Object.assign(markdownIt.renderer.rules, { mention, th_open: cell, td_open: cell });

/** The tokens of a text, with one of the type `mention` for each name that `userIdOf` knows. */
export const tokensOf = (markdown: string, userIdOf: UserIdOf): Token[] =>
  markdownIt.parse(markdown, { userIdOf });

export const htmlOf = (tokens: Token[]): string => markdownIt.renderer.render(tokens, markdownIt.options, {});

export const { escapeHtml } = markdownIt.utils;
