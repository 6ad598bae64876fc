/** The languages in which all mails can be written. */
export const languages = ['en', 'de'] as const;
export type Language = (typeof languages)[number];

/** A language for the words, and the BCP 47 locale for dates and numbers: `de-AT` says German as in Austria. */
export interface Tongue {
  readonly language: Language;
  readonly locale: string;
}

/** The tongue of a BCP 47 tag; of its language, where the region is not known. Undefined where mails have no such language. */
export const tongueOf = (tag: string): Tongue | undefined => {
  const locale = read(tag);
  const language = languages.find((known) => known === locale?.language);
  return locale && language && { language, locale: locale.baseName };
};

/** The tongue of the first of these tags, best first, whose language mails have. */
export const firstTongue = (tags: readonly string[]): Tongue | undefined => {
  for (const tag of tags) {
    const tongue = tongueOf(tag);
    if (tongue) return tongue;
  }
  return undefined;
};

const read = (tag: string): Intl.Locale | undefined => {
  try {
    return new Intl.Locale(tag);
  } catch {
    return undefined; // A RangeError: it is no tag.
  }
};
