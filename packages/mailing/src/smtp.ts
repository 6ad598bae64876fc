import { Readable } from 'node:stream';
import type { Context } from '@obey/choreography';
import { createTransport } from 'nodemailer';
import type { Config } from './config.js';
import type { Letter } from './letter.js';

/** What sending must know of the reaction that it is for. */
export type Run = Pick<Context, 'check' | 'signal'>;

/** How far a letter has come. */
export interface Progress {
  /** The server is ready for it. */
  begun(): void;
  /** All of it goes out: without a reply nobody knows whether it was taken. */
  whole(): void;
}

/** RFC 8058. Not folded: not everybody who reads it would take the line break out of the address again. */
const oneClick = (link: string) => ({
  'List-Unsubscribe': { prepared: true, foldLines: false, value: `<${link}>` },
  'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
});

/** A connection that nobody needs for so long is closed by us, before the server does it under our hands. */
const IDLE_MS = 30_000;

/** A pool of connections to the mail server. */
export const openSmtp = (config: Config) => {
  const { MAIL_FROM: from } = config;
  const pool = createTransport({
    pool: true,
    url: config.SMTP_URL,
    requireTLS: config.SMTP_REQUIRE_TLS,
    maxConnections: config.SMTP_CONNECTIONS,
    connectionTimeout: config.SMTP_CONNECT_TIMEOUT,
    dnsTimeout: config.SMTP_CONNECT_TIMEOUT,
    greetingTimeout: config.SMTP_GREETING_TIMEOUT,
    socketTimeout: config.SMTP_SOCKET_TIMEOUT,
    idleTimeout: IDLE_MS,
    // Once, where a connection ends before a byte of the mail went out. Else trying again is our business, where it can
    // be seen.
    maxRequeues: 1,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  const underWay = new Map<string, { begin(): void; end(): void }>();
  // The pool asks for the stream of a mail when it has a connection that is signed in, and waits for it. The dot that has the
  // server take the mail follows the end of this stream at once; if that fails, the connection is closed without it.
  pool.use('stream', (mail, done) => {
    const { message } = mail;
    message.processFunc((stream) => {
      const sending = underWay.get(message.messageId());
      sending?.begin();
      return Readable.from(
        endingWith(stream, () => sending?.end()),
        asItIsRead,
      );
    });
    done();
  });

  return {
    /** Resolves when the server has taken the letter. */
    send: async (letter: Letter, run: Run, progress: Progress): Promise<void> => {
      const { messageId, to, date, unsubscribe, subject, text, html } = letter;
      const aborting = abortedBy(run.signal, config.SMTP_SEND_TIMEOUT);
      underWay.set(messageId, {
        begin: progress.begun,
        end: () => {
          run.check();
          // Nothing calls it back from here on, but the reply says whether it must be sent again.
          aborting.withTimeOnly();
          progress.whole();
        },
      });
      try {
        await pool.sendMail({
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
          signal: aborting.signal,
        });
      } finally {
        aborting.end();
        underWay.delete(messageId);
      }
    },
    close: () => pool.close(),
  };
};

/** By hand: what AbortSignal.any and AbortSignal.timeout make may be collected by Node 20 before it aborts. */
const abortedBy = (signal: AbortSignal, ms: number) => {
  const controller = new AbortController();
  const abort = () => controller.abort();
  const timer = setTimeout(abort, ms);
  if (signal.aborted) abort();
  signal.addEventListener('abort', abort);
  const withTimeOnly = () => signal.removeEventListener('abort', abort);
  return {
    signal: controller.signal,
    withTimeOnly,
    end: () => {
      clearTimeout(timer);
      withTimeOnly();
    },
  };
};

/** Nothing is taken before it can go out: else the end of a mail would be reached while its recipient is asked about. */
const asItIsRead = { objectMode: false, highWaterMark: 1 };

/** Passes everything on, and ends only if that does not throw. */
async function* endingWith(stream: AsyncIterable<unknown>, end: () => void) {
  yield* stream;
  end();
}
