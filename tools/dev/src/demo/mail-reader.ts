import { isRecord } from '../log-line.js';

/** A mail that the catcher has. */
export interface ReadMail {
  readonly messageId: string;
  readonly subject: string;
  readonly text: string;
  readonly deliveries: number;
  /** Milliseconds since 1970. */
  readonly receivedAt: number;
}

export interface MailReader {
  /** The mails to an address, newest first. */
  to(email: string): Promise<ReadMail[]>;
}

/** Reads the mail catcher of `npm start`. */
export const createMailReader = (url: string): MailReader => ({
  async to(email) {
    const list = await getJson(new URL(`/mails?to=${encodeURIComponent(email)}`, url));
    const items = isRecord(list) && Array.isArray(list.items) ? list.items : [];
    return Promise.all(
      items.flatMap((item: unknown) =>
        isRecord(item) && typeof item.id === 'string' ? [readMail(new URL(`/mails/${item.id}`, url))] : [],
      ),
    );
  },
});

const readMail = async (url: URL): Promise<ReadMail> => {
  const mail = await getJson(url);
  const { messageId, subject, text, deliveries, receivedAt } = isRecord(mail) ? mail : {};
  if (typeof messageId !== 'string' || typeof subject !== 'string' || typeof text !== 'string')
    throw new Error(`${url} is no caught mail.`);
  if (typeof deliveries !== 'number' || typeof receivedAt !== 'string')
    throw new Error(`${url} is no caught mail.`);
  return { messageId, subject, text, deliveries, receivedAt: Date.parse(receivedAt) };
};

const getJson = async (url: URL): Promise<unknown> => {
  const response = await fetch(url, { signal: AbortSignal.timeout(5_000) });
  if (!response.ok) throw new Error(`${url}: ${response.status}`);
  return response.json();
};
