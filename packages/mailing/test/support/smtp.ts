import { once } from 'node:events';
import { buffer } from 'node:stream/consumers';
import type { ExecutionContext } from 'ava';
import { type ParsedMail, simpleParser } from 'mailparser';
import { SMTPServer } from 'smtp-server';

type Test = Pick<ExecutionContext, 'teardown'>;
type Step = 'connect' | 'mail' | 'rcpt' | 'data';

export interface SmtpOptions {
  readonly port?: number;
  /** What the server says to a step: undefined is yes. Awaited, so that it may be slow. */
  readonly judge?: (step: Step, count: number) => Refused | undefined | Promise<Refused | undefined>;
  /** Drops the connection after the mail, the `count`th, has been taken, without a reply. */
  readonly dropAfterData?: (count: number) => boolean;
  /** Offers STARTTLS, by a certificate that nobody vouches for. */
  readonly starttls?: boolean;
  /** Takes addresses that are not ASCII (RFC 6531). */
  readonly utf8?: boolean;
  /** Wants this user to sign in. */
  readonly user?: string;
  readonly password?: string;
}

/** An SMTP reply that is not 2xx. */
export interface Refused {
  readonly code: number;
  readonly text: string;
}

export interface Smtp {
  readonly port: number;
  readonly url: string;
  /** Mails that were taken, in order. */
  readonly mails: ParsedMail[];
  /** The same mails as they came. */
  readonly raws: string[];
  /** To whom they went, by the envelope. */
  readonly recipients: string[];
  /** Who was signed in, for each mail, where somebody was. */
  readonly sessions: { readonly user: string; readonly secure: boolean }[];
  /** How often each step was tried. */
  readonly tries: Record<Step, number>;
  /** Connections that are open, and the most that ever were. */
  readonly open: () => number;
  readonly mostOpen: () => number;
  stop(): Promise<void>;
}

/** A real SMTP server on a free port; it ends with the test. */
export const startSmtp = async (t: Test, options: SmtpOptions = {}): Promise<Smtp> => {
  const { port = 0, judge, dropAfterData, starttls = false, utf8 = false, user, password } = options;
  const mails: ParsedMail[] = [];
  const raws: string[] = [];
  const recipients: string[] = [];
  const sessions: { user: string; secure: boolean }[] = [];
  const tries = { connect: 0, mail: 0, rcpt: 0, data: 0 };
  let open = 0;
  let mostOpen = 0;
  const judged = (step: Step, callback: (error?: Error) => void) => {
    tries[step] += 1;
    Promise.resolve(judge?.(step, tries[step])).then((refused) =>
      callback(refused && Object.assign(new Error(refused.text), { responseCode: refused.code })),
    );
  };
  const server = new SMTPServer({
    authOptional: user === undefined,
    disabledCommands: [...(starttls ? [] : ['STARTTLS']), ...(user === undefined ? ['AUTH'] : [])],
    allowInsecureAuth: true,
    hideSMTPUTF8: !utf8,
    onAuth: (auth, _session, callback) =>
      auth.username === user && auth.password === password
        ? callback(null, { user: auth.username })
        : callback(Object.assign(new Error('No such user'), { responseCode: 535 })),
    closeTimeout: 50,
    onConnect: (_session, callback) => {
      open += 1;
      mostOpen = Math.max(mostOpen, open);
      judged('connect', callback);
    },
    onClose: () => {
      open -= 1;
    },
    onMailFrom: (_address, _session, callback) => judged('mail', callback),
    onRcptTo: (_address, _session, callback) => judged('rcpt', callback),
    onData: (stream, session, callback) => {
      buffer(stream)
        .then(async (raw) => {
          const mail = await simpleParser(raw);
          judged('data', (error) => {
            if (error) return callback(error);
            mails.push(mail);
            raws.push(raw.toString('utf8'));
            recipients.push(...session.envelope.rcptTo.map(({ address }) => address));
            if (typeof session.user === 'string')
              sessions.push({ user: session.user, secure: session.secure });
            if (dropAfterData?.(mails.length)) return drop(server, session.id);
            callback();
          });
        })
        // The client went away within the mail.
        .catch((error: Error) => callback(error));
    },
  });
  // A client that goes away in the middle is what some tests are about.
  server.on('error', () => {});
  server.listen(port, '127.0.0.1');
  await once(server.server, 'listening');
  const address = server.server.address();
  if (address === null || typeof address === 'string') throw new Error('The SMTP server has no port');
  let stopped: Promise<void> | undefined;
  const stop = () => {
    stopped ??= new Promise<void>((resolve) => server.close(resolve));
    return stopped;
  };
  t.teardown(stop);
  return {
    port: address.port,
    url: `smtp://127.0.0.1:${address.port}`,
    mails,
    raws,
    recipients,
    sessions,
    tries,
    open: () => open,
    mostOpen: () => mostOpen,
    stop,
  };
};

const drop = (server: SMTPServer, sessionId: string) => {
  for (const connection of server.connections) {
    if ('id' in connection && connection.id === sessionId && 'close' in connection) {
      if (typeof connection.close === 'function') connection.close();
    }
  }
};
