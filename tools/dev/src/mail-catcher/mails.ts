/** A mail as it was caught. Times are RFC 3339. */
export interface CaughtMail {
  readonly id: string;
  readonly messageId: string;
  readonly from: string;
  /** Whom the SMTP envelope named. */
  readonly to: readonly string[];
  readonly subject: string;
  readonly text: string;
  readonly html: string | undefined;
  readonly receivedAt: string;
  /** How often a mail with this Message-ID has come; the first one is kept. */
  readonly deliveries: number;
}

export type ArrivedMail = Omit<CaughtMail, 'id' | 'deliveries'>;

export interface MailBox {
  put(mail: ArrivedMail): CaughtMail;
  /** Newest first; only those to an address, if one is given. */
  list(to?: string): CaughtMail[];
  get(id: string): CaughtMail | undefined;
}

/** Keeps the last `limit` mails, one for each Message-ID. */
export const createMailBox = (limit = 1_000): MailBox => {
  const byMessageId = new Map<string, CaughtMail>();
  let made = 0;
  return {
    put(mail) {
      const known = byMessageId.get(mail.messageId);
      const kept = known
        ? { ...known, deliveries: known.deliveries + 1 }
        : { ...mail, id: String(++made), deliveries: 1 };
      byMessageId.set(mail.messageId, kept);
      const [oldest] = byMessageId.keys();
      if (byMessageId.size > limit && oldest !== undefined) byMessageId.delete(oldest);
      return kept;
    },
    list: (to) =>
      [...byMessageId.values()]
        .filter((mail) => to === undefined || mail.to.includes(to.toLowerCase()))
        .reverse(),
    get: (id) => [...byMessageId.values()].find((mail) => mail.id === id),
  };
};
