import type MarkdownIt from 'markdown-it';

/** What a link of a post may lead to: the web, a mailbox, a path of this site, a part of the page. */
export const isLink = (url: string): boolean => /^(?:https?:\/\/|mailto:|#|\/(?![/\\]))/i.test(url);

export const isImage = (url: string): boolean => /^https?:\/\//i.test(url);

/** Whether it leads elsewhere, and so counts where links are limited. */
export const isAbsolute = (url: string): boolean => /^(?:https?:\/\/|mailto:)/i.test(url);

/**
 * Text becomes a link by itself where it says that it is one: `https://…`, `www.…`, addresses of mailboxes. Not by a dot:
 * `deploy.sh` and `main.rs` are no sites. The time for it is linear, which that of linkify-it's own patterns is not.
 */
export const linkText = ({ linkify }: MarkdownIt): void => {
  linkify.set({ fuzzyLink: false }).add('ftp:', null).add('//', null);
  linkify.add('http:', { validate: lengthBy(/\/\/[\p{L}\p{M}\p{N}_.-]{1,253}/uy) });
  linkify.add('https:', 'http:');
  linkify.add('www.', {
    validate: lengthBy(/[\p{L}\p{M}\p{N}_-]{1,63}\.[\p{L}\p{M}\p{N}_.-]{1,253}/uy),
    normalize: (link) => {
      link.url = `http://${link.url}`;
    },
  });
};

/** How long the rest of a URL is, from `at` on; 0 if there is none. */
const lengthBy = (host: RegExp) => (text: string, at: number) => {
  const hostEnd = endOf(host, text, at);
  return hostEnd === at ? 0 : withoutTail(text, at, endOf(path, text, hostEnd)) - at;
};

const path = /(?::\d{1,5})?(?:[/?#][^\s<>"`]{0,2000})?/y;

const endOf = (pattern: RegExp, text: string, at: number) => {
  pattern.lastIndex = at;
  return pattern.test(text) ? pattern.lastIndex : at;
};

/** Where a URL ends: before punctuation that is its sentence's, and before a bracket that was not opened in it. */
const withoutTail = (text: string, start: number, longestEnd: number) => {
  const url = text.slice(start, longestEnd);
  let unopened = url.split(')').length - url.split('(').length;
  let end = longestEnd;
  while (end > start) {
    const last = text.charAt(end - 1);
    if (last === ')' && unopened > 0) unopened--;
    else if (!`?!.,:;*_~'|]}`.includes(last)) break;
    end--;
  }
  return end;
};
