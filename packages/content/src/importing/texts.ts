import { renderPost } from '../rendering.js';
import type { Post } from '../store.js';
import { longestText } from '../texts.js';
import { refused } from './adding.js';
import type { People } from './deps.js';

type StoredText = Pick<Post, 'body' | 'html' | 'mentioned'>;

/**
 * What is stored of a text: the names that are known are mentions. They count as told, so that nobody hears of them when an
 * old post is edited here.
 */
export const storedText = (markdown: string, { named }: People): StoredText | ReturnType<typeof refused> => {
  if (Buffer.byteLength(markdown) > longestText)
    return refused('content.body-too-long', `The body has more than ${longestText} bytes of UTF-8`);
  const { body, html, mentions } = renderPost(markdown, { mentioned: named });
  return { body, html, ...(mentions.length > 0 && { mentioned: [...mentions] }) };
};
