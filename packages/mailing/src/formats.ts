/** Dates, numbers and plurals as a locale writes them. */
export interface Formats {
  /** A day, in UTC, of an RFC 3339 time. */
  readonly day: (time: string) => string;
  /** A day and the time of day, in UTC. */
  readonly moment: (time: string) => string;
  /** From one day to another, or the one day that both are. */
  readonly days: (since: string, until: string) => string;
  /** A count with the noun that fits it; the noun is followed by nothing of the count. */
  readonly count: (count: number, nouns: Nouns) => string;
}

/** A noun by the plural rules of CLDR, as far as the languages of mails tell them apart. */
export interface Nouns {
  readonly one: string;
  readonly other: string;
}

export const createFormats = (locale: string): Formats => {
  const day = new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeZone: 'UTC' });
  const moment = new Intl.DateTimeFormat(locale, {
    year: 'numeric',
    month: 'long',
    day: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    timeZone: 'UTC',
    timeZoneName: 'short',
  });
  const number = new Intl.NumberFormat(locale);
  const plural = new Intl.PluralRules(locale);
  return {
    day: (time) => day.format(new Date(time)),
    moment: (time) => moment.format(new Date(time)),
    days: (since, until) => day.formatRange(new Date(since), new Date(until)),
    count: (count, nouns) =>
      `${number.format(count)} ${plural.select(count) === 'one' ? nouns.one : nouns.other}`,
  };
};
