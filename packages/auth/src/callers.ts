/** Who asks, as far as it shows. */
export interface Caller {
  /** The address of the client; see `createClientAddress`. */
  readonly address: string;
  /** What the client says that it is; null: nothing. */
  readonly client: string | null;
}

const longest = 200;

/** The User-Agent as it may be shown: at most 200 characters, none that steers what shows it; null if nothing is left. */
export const clientDescription = (userAgent: string): string | null => {
  const plain = userAgent.replace(/[\p{Cc}\p{Cf}]/gu, '').trim();
  return [...plain].slice(0, longest).join('') || null;
};

/** How mails to somebody should be written, as far as it is known. */
export interface Reader {
  readonly locale?: string;
  /** In which, best first, where mails are not written in `locale`. */
  readonly otherLocales?: string[];
}

/** So many languages are passed on: nobody reads more, and a header could name hundreds. */
const most = 6;

/**
 * Who wants mails in the language that their client asks for (Accept-Language, best first; RFC 9110, 12.5.4); which of them
 * mails are written in, mailing knows. Whatever stands behind `*` is no better than the forum's own language.
 */
export const readerOf = (accepted: readonly string[]): Reader => {
  const any = accepted.indexOf('*');
  const named = any === -1 ? accepted : accepted.slice(0, any);
  const [locale, ...otherLocales] = named.filter(({ length }) => length <= 35).slice(0, most);
  if (locale === undefined) return {};
  return otherLocales.length === 0 ? { locale } : { locale, otherLocales };
};
