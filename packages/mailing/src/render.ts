import type { Content } from './content.js';
import { createFormats } from './formats.js';
import { frames } from './frame.js';
import { asHtml } from './html.js';
import type { Tongue } from './languages.js';
import type { Sheet } from './sheet.js';
import { contentOf, type Named } from './templates.js';

export interface Rendered {
  readonly subject: string;
  readonly text: string;
  readonly html: string;
}

/** A mail as plain text and as HTML, in the same words. Whatever its parameters hold, each stays one line and mere text. */
export const render = (mail: Named, { language, locale }: Tongue, unsubscribe?: string): Rendered => {
  const content = flatten(contentOf(mail, language, createFormats(locale)));
  const nickname = 'nickname' in mail.params ? mail.params.nickname : undefined;
  const frame = frames[language];
  const sheet = { ...content, language, frame, unsubscribe, greeting: oneLine(frame.greeting(nickname)) };
  return { subject: shorten(literal(sheet.subject), 200), text: asText(sheet), html: asHtml(sheet) };
};

/** White space, control characters, halves of characters and overrides of the writing direction become one space. */
export const oneLine = (words: string) =>
  words.replace(/[\p{Cc}\p{Cs}\s\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]+/gu, ' ').trim();

/** What looks like an encoded word (RFC 2047) would be decoded by who reads the header, into whatever it encodes. */
const literal = (subject: string) => subject.replaceAll('=?', '= ?');

const flatten = ({ subject, paragraphs, quote, items, closing, action }: Content): Content => ({
  subject: oneLine(subject),
  paragraphs: paragraphs.map(oneLine),
  ...(quote !== undefined && { quote: oneLine(quote) }),
  ...(items && { items: items.map(({ text, link }) => ({ text: oneLine(text), link: oneLine(link) })) }),
  ...(closing !== undefined && { closing: oneLine(closing) }),
  ...(action && { action: { label: oneLine(action.label), link: oneLine(action.link) } }),
});

const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' });

/** No longer than `most` UTF-16 units, and no character is cut in two. */
const shorten = (words: string, most: number) => {
  if (words.length <= most) return words;
  let kept = '';
  for (const { segment } of graphemes.segment(words.slice(0, most))) {
    if (kept.length + segment.length > most - 1) break;
    kept += segment;
  }
  return `${kept.trimEnd()}…`;
};

const asText = ({ greeting, paragraphs, quote, items, closing, action, frame, unsubscribe }: Sheet) => {
  const parts = [greeting, ...paragraphs];
  if (quote !== undefined) parts.push(`> ${quote}`);
  for (const { text, link } of items ?? []) parts.push(`* ${text}\n  ${link}`);
  if (closing !== undefined) parts.push(closing);
  if (action) parts.push(`${action.label}:\n${action.link}`);
  // RFC 3676: from here on it is a signature, which replies leave out.
  if (unsubscribe !== undefined) parts.push(`-- \n${frame.unsubscribe}\n${unsubscribe}`);
  return `${parts.join('\n\n')}\n`;
};
