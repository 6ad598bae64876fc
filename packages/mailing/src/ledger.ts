import type { Room } from './template.js';

/** A mail that the server took. */
export interface SentMail {
  readonly to: string;
  readonly room: Room;
  readonly messageId: string;
  /** In ms, as all times here. */
  readonly at: number;
}

/** Nothing is tried at an address, for the reason that its server gave. */
export interface Suppression {
  readonly reason: string;
  readonly until: number;
}

export interface Terms {
  /** So many mails of each room to one address within `windowMs`. */
  readonly most: Readonly<Record<Room, number>>;
  readonly windowMs: number;
  /** How long nothing is tried after a bounce. */
  readonly suppressedMs: number;
  readonly now?: () => number;
}

/**
 * What was sent to whom of late, and whose mailbox is not there: kept in memory, and no longer than it counts.
 * Hearing anything twice, or in another order, changes nothing.
 */
export const createLedger = ({ most, windowMs, suppressedMs, now = Date.now }: Terms) => {
  // Who was written to last stands last, so that those to be forgotten stand first.
  const sent = new Map<string, SentMail[]>();
  const promised = new Map<string, number[]>();
  const bounces = new Map<string, Suppression>();
  const lifts = new Map<string, number>();

  const forget = () => {
    for (const [key, mails] of sent) {
      if ((mails.at(-1)?.at ?? 0) > now() - windowMs) break;
      sent.delete(key);
    }
    for (const [key, { until }] of bounces) {
      if (until > now()) break;
      bounces.delete(key);
    }
    for (const [key, at] of lifts) {
      if (at > now() - suppressedMs) break;
      lifts.delete(key);
    }
    for (const [key, places] of promised) {
      if ((places.at(-1) ?? 0) > now()) break;
      promised.delete(key);
    }
  };
  const within = (to: string) => (sent.get(keyOf(to)) ?? []).filter(({ at }) => at > now() - windowMs);

  return {
    /** The server took a mail. */
    sent: (mail: SentMail): void => {
      const key = keyOf(mail.to);
      const known = within(mail.to);
      if (mail.at <= now() - windowMs || known.some(({ messageId }) => messageId === mail.messageId)) return;
      sent.delete(key);
      sent.set(key, [...known, mail]);
      forget();
    },

    /** The server said that there is no such mailbox. */
    bounced: (to: string, reason: string, at: number): void => {
      const key = keyOf(to);
      const until = at + suppressedMs;
      if (until <= now() || until <= (bounces.get(key)?.until ?? 0)) return;
      bounces.delete(key);
      bounces.set(key, { reason, until });
      forget();
    },

    /** An operator knows better: what bounced before counts no more. */
    lifted: (to: string, at: number): void => {
      const key = keyOf(to);
      const latest = Math.max(at, lifts.get(key) ?? 0);
      lifts.delete(key);
      lifts.set(key, latest);
      forget();
    },

    suppression: (to: string): Suppression | undefined => {
      const key = keyOf(to);
      const found = bounces.get(key);
      const counts = found && found.until > Math.max(now(), (lifts.get(key) ?? 0) + suppressedMs);
      return counts ? found : undefined;
    },

    wasSent: (to: string, messageId: string): boolean =>
      within(to).some((mail) => mail.messageId === messageId),

    /**
     * When a mail may go, if it may not go now. Each that is told so is promised a place of its own in the time to
     * come; whether it may go then is asked then.
     */
    mustWaitUntil: (to: string, room: Room): number | undefined => {
      const times = within(to).filter((mail) => mail.room === room);
      if (times.length < most[room]) return undefined;
      const key = `${room} ${keyOf(to)}`;
      const places = (promised.get(key) ?? []).filter((at) => at > now());
      const taken = [...times.map(({ at }) => at), ...places];
      const place = Math.max(now(), (taken.at(-most[room]) ?? now()) + windowMs);
      promised.set(key, [...places, place]);
      return place;
    },
  };
};

export type Ledger = ReturnType<typeof createLedger>;

/** Domains, and with almost all servers mailboxes, are the same in any case. */
const keyOf = (to: string) => to.toLowerCase();
