import { renderPost } from '../rendering.js';
import { refused } from './adding.js';
import type { People } from './deps.js';

/** In bytes of UTF-8, as for those who write here. */
const longest = 32_768;

/** What is stored of a text: the names that are known are mentions. Nobody is told of them. */
export const storedText = (
  markdown: string,
  { named }: People,
): { readonly body: string; readonly html: string } | ReturnType<typeof refused> => {
  if (Buffer.byteLength(markdown) > longest)
    return refused('content.body-too-long', `The body has more than ${longest} bytes of UTF-8`);
  const { body, html } = renderPost(markdown, { mentioned: named });
  return { body, html };
};
