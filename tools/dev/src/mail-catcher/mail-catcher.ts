import { randomUUID } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo, Server } from 'node:net';
import { simpleParser } from 'mailparser';
import { SMTPServer, type SMTPServerSession } from 'smtp-server';
import { type ArrivedMail, createMailBox, type MailBox } from './mails.js';
import { serveMails } from './serve-mails.js';

export interface MailCatcher {
  readonly smtpUrl: string;
  /** The page to read the mails. */
  readonly url: string;
  readonly box: MailBox;
  stop(): Promise<void>;
}

/** Starts an SMTP server that takes every mail and delivers none, and a page to read them. Port 0: any. */
export const startMailCatcher = async (ports: { smtp: number; page: number }): Promise<MailCatcher> => {
  const box = createMailBox();
  const smtp = new SMTPServer({
    disabledCommands: ['AUTH', 'STARTTLS'],
    disableReverseLookup: true,
    size: 10 * 1024 * 1024,
    onData(stream, session, done) {
      simpleParser(stream)
        .then((mail) => {
          box.put(arrived(mail, session));
          done();
        })
        .catch(done);
    },
  });
  // A client that is killed in the middle of a mail is no trouble of ours.
  smtp.on('error', () => {});
  const page = createServer(serveMails(box));
  await Promise.all([listen(smtp.server, ports.smtp), listen(page, ports.page)]);
  return {
    smtpUrl: `smtp://127.0.0.1:${portOf(smtp.server)}`,
    url: `http://127.0.0.1:${portOf(page)}`,
    box,
    async stop() {
      page.closeAllConnections();
      await Promise.all([
        new Promise<void>((resolve) => smtp.close(resolve)),
        new Promise<void>((resolve) => page.close(() => resolve())),
      ]);
    },
  };
};

const arrived = (
  mail: Awaited<ReturnType<typeof simpleParser>>,
  { envelope }: SMTPServerSession,
): ArrivedMail => ({
  messageId: mail.messageId ?? `<${randomUUID()}@no-message-id.invalid>`,
  from: mail.from?.text ?? '',
  to: envelope.rcptTo.map(({ address }) => address.toLowerCase()),
  subject: mail.subject ?? '(no subject)',
  text: mail.text ?? '',
  html: mail.html === false ? undefined : mail.html,
  receivedAt: new Date().toISOString(),
});

const listen = (server: Server, port: number) =>
  new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => {
      server.off('error', reject);
      resolve();
    });
  });

const portOf = (server: Server) => {
  const address: AddressInfo | string | null = server.address();
  return typeof address === 'object' && address ? address.port : 0;
};
