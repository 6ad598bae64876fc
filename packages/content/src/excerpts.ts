/** What `ContentThreadReplied` takes, in UTF-16 code units. */
const longest = 280;

/** The beginning of a Markdown text as one line of plain text, at most 280 characters. */
export const excerptOf = (markdown: string): string => {
  // Only the beginning matters, and a text of 32 KiB need not be read for it.
  const text = plain(markdown.slice(0, 4 * longest));
  if (text.length <= longest) return text;
  const cut = withoutHalf(text.slice(0, longest - 1));
  const lastSpace = cut.lastIndexOf(' ');
  return `${lastSpace > longest / 2 ? cut.slice(0, lastSpace) : cut}…`;
};

const plain = (markdown: string) =>
  withoutHalf(markdown)
    .split('\n')
    .filter((line) => !/^\s{0,3}(>|```|~~~)/.test(line))
    .map((line) => line.replace(/^\s{0,3}(#{1,6}|[-*+]|\d{1,9}[.)])\s/, ''))
    .join(' ')
    .replace(/!?\[([^[\]]{0,200})\]\([^()\s]{0,500}\)/g, '$1')
    .replace(/[*`~]+|\b_+|_+\b/g, '')
    .replace(/\s+/g, ' ')
    .trim();

/** Without the first half of a surrogate pair at the end, whose second half was cut off. */
const withoutHalf = (text: string) => text.replace(/[\uD800-\uDBFF]$/, '');
