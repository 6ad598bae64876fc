import sanitizeHtml, { type IOptions, type Transformer } from 'sanitize-html';
import { isImage, isLink } from './links.js';

const link: Transformer = (tagName, { href, title = '', ...others }) => {
  if (href === undefined) return { tagName, attribs: others };
  if (!isLink(href)) return { tagName, attribs: {} };
  const rel = 'nofollow ugc noopener noreferrer';
  return { tagName, attribs: { href, ...(title && { title }), rel } };
};

const image: Transformer = (tagName, { src = '', alt = '', title = '' }) => ({
  tagName,
  attribs: { ...(isImage(src) && { src }), alt, ...(title && { title }), loading: 'lazy' },
});

const cell: Transformer = (tagName, { align = '' }) => ({
  tagName,
  attribs: /^(?:left|center|right)$/.test(align) ? { align } : {},
});

const tags = [
  ...['p', 'br', 'hr', 'h1', 'h2', 'h3', 'h4', 'h5', 'h6', 'blockquote', 'ul', 'ol', 'li', 'pre', 'code'],
  ...['table', 'thead', 'tbody', 'tr', 'th', 'td', 'a', 'em', 'strong', 's', 'img'],
];

/** All that a post may be made of. What is not here is left out; its text stays. */
const allowed: IOptions = {
  allowedTags: tags,
  allowedAttributes: {
    a: ['href', 'title', 'rel', 'data-user-id'],
    blockquote: ['data-post-number', 'data-user-id'],
    img: ['src', 'alt', 'title', 'loading'],
    ol: ['start'],
    td: ['align'],
    th: ['align'],
  },
  allowedClasses: { a: ['mention'], code: [/^language-[\w+#.-]{1,30}$/] },
  allowedSchemes: ['http', 'https', 'mailto'],
  allowedSchemesByTag: { img: ['http', 'https'] },
  allowProtocolRelative: false,
  transformTags: { a: link, img: image, td: cell, th: cell },
  exclusiveFilter: ({ tag, attribs }) => tag === 'img' && attribs.src === undefined,
  parseStyleAttributes: false,
};

/** HTML of a post with nothing in it that is not on the list. What has been sanitised is not changed by it again. */
export const sanitised = (html: string): string => sanitizeHtml(html, allowed);
