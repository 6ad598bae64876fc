const longest = 80;

/**
 * The title as a part of a URL: lower case, words joined by hyphens, letters of every script kept; `otherwise` where
 * it has none.
 */
export const slugOf = (title: string, otherwise = 'thread'): string => {
  const words = title
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .normalize('NFKC')
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '');
  let slug = '';
  for (const word of words) {
    const longer = slug === '' ? [...word].slice(0, longest).join('') : `${slug}-${word}`;
    if ([...longer].length > longest) break;
    slug = longer;
  }
  return slug === '' ? otherwise : slug;
};
