const longest = 80;

/**
 * The title as a part of a URL: lower case, words joined by hyphens, letters of every script kept; `otherwise` where
 * it has none. Accents are left out; in other scripts, marks are what makes another letter or a vowel.
 */
export const slugOf = (title: string, otherwise = 'thread'): string => {
  const words = unaccented(title)
    .toLowerCase()
    .match(/[\p{L}\p{N}][\p{L}\p{N}\p{M}]*/gu);
  let slug = '';
  for (const word of words ?? []) {
    const longer = slug === '' ? [...word].slice(0, longest).join('') : `${slug}-${word}`;
    if ([...longer].length > longest) break;
    slug = longer;
  }
  return slug === '' ? otherwise : slug;
};

// Most titles are of ASCII alone, and a page has many.
const unaccented = (title: string): string =>
  /^[ -~]*$/.test(title)
    ? title
    : title
        .normalize('NFKD')
        .replace(/([\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}\p{N}])\p{M}+/gu, '$1')
        .normalize('NFKC');
