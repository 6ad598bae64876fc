/** Normalising joins four code points at the most into one, or two of those that take two code units. */
const mostUnits = 8;

/**
 * Whether a text may be normalised, of which so many code points may be left then; a longer one is too long anyway.
 * This must be asked first: normalising combining marks takes the square of their number, minutes for 1 MiB.
 */
export const isNormalisable = (text: string, longest: number): boolean => text.length <= mostUnits * longest;
