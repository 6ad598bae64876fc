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
