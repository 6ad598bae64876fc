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
}

/** Who wants mails in the language that their client asks for first (Accept-Language, best first; RFC 9110, 12.5.4). */
export const readerOf = ([first]: readonly string[]): Reader =>
  first === undefined || first === '*' || first.length > 35 ? {} : { locale: first };
