import { Outage } from '@obey/choreography';
import { createTransport } from 'nodemailer';
import type { Config } from './config.js';
import type { Rendered } from './render.js';
import { createSlots } from './slots.js';
import { verdictOn } from './verdict.js';

export interface Letter extends Rendered {
  /** Identifies the mail for good: its Message-ID is made of it. */
  readonly id: string;
  readonly to: string;
  readonly date: Date;
  /** By which the reader ends such mails, with one click. */
  readonly unsubscribe: string | undefined;
}

export type Delivered =
  | { readonly kind: 'sent'; readonly messageId: string }
  | { readonly kind: 'refused'; readonly reason: string };

/**
 * Hands a letter to the mail server. Resolves when the server has taken it or has refused it for good;
 * throws `Outage` where trying again later may help.
 */
export type Deliver = (letter: Letter, signal: AbortSignal) => Promise<Delivered>;

/** RFC 8058. Prepared: a fold within the address would not be undone by all who read it. */
const oneClick = (link: string) => ({
  'List-Unsubscribe': { prepared: true, foldLines: false, value: `<${link}>` },
  'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
});

/** A pool of connections to the mail server. Nothing is connected before the first letter. */
export const createDelivery = (config: Config): { deliver: Deliver; close: () => void } => {
  const { MAIL_FROM: from } = config;
  const transport = createTransport({
    pool: true,
    url: config.SMTP_URL,
    maxConnections: config.SMTP_CONNECTIONS,
    connectionTimeout: config.SMTP_CONNECT_TIMEOUT,
    dnsTimeout: config.SMTP_CONNECT_TIMEOUT,
    greetingTimeout: config.SMTP_GREETING_TIMEOUT,
    socketTimeout: config.SMTP_SOCKET_TIMEOUT,
    // Trying again is the stream's business, where it can be seen.
    maxRequeues: 0,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  // A letter waits here and not in the pool, so that the time to send it begins with its connection: a letter
  // cut off right after DATA would be sent twice.
  const takeSlot = createSlots(config.SMTP_CONNECTIONS);

  const send = async (letter: Letter, signal: AbortSignal) => {
    const { id, to, date, unsubscribe, subject, text, html } = letter;
    const messageId = `<${id}@${from.domain}>`;
    await transport.sendMail({
      messageId,
      date,
      from: { name: from.name, address: from.address },
      to: { name: '', address: to },
      envelope: { from: from.address, to: [to] },
      subject,
      text,
      html,
      headers: {
        // RFC 3834: nobody's out-of-office reply should answer this.
        'Auto-Submitted': 'auto-generated',
        ...(unsubscribe !== undefined && oneClick(unsubscribe)),
      },
      signal: AbortSignal.any([signal, AbortSignal.timeout(config.SMTP_SEND_TIMEOUT)]),
    });
    return messageId;
  };

  const deliver: Deliver = async (letter, signal) => {
    const giveBack = await takeSlot(config.SMTP_WAIT_TIMEOUT);
    if (!giveBack) throw new Outage('A free connection to the mail server');
    try {
      return { kind: 'sent', messageId: await send(letter, signal) };
    } catch (cause) {
      const verdict = verdictOn(cause);
      switch (verdict.kind) {
        case 'refused':
          return verdict;
        case 'away':
          throw new Outage('The mail server', { cause });
        case 'fault':
          throw cause;
      }
    } finally {
      giveBack();
    }
  };

  return { deliver, close: () => transport.close() };
};
