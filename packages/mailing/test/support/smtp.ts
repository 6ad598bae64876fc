import { once } from 'node:events';
import type { ExecutionContext } from 'ava';
import { type ParsedMail, simpleParser } from 'mailparser';
import { SMTPServer } from 'smtp-server';

type Test = Pick<ExecutionContext, 'teardown'>;
type Step = 'connect' | 'mail' | 'rcpt' | 'data';

export interface SmtpOptions {
  readonly port?: number;
  /** What the server says to a step: undefined is yes. Awaited, so that it may be slow. */
  readonly judge?: (step: Step, count: number) => Refused | undefined | Promise<Refused | undefined>;
  /** Drops the connection after the mail has been taken, without a reply. */
  readonly dropAfterData?: (count: number) => boolean;
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
  /** How often each step was tried. */
  readonly tries: Record<Step, number>;
  readonly mostOpen: () => number;
  stop(): Promise<void>;
}

/** A real SMTP server on a free port; it ends with the test. */
export const startSmtp = async (
  t: Test,
  { port = 0, judge, dropAfterData }: SmtpOptions = {},
): Promise<Smtp> => {
  const mails: ParsedMail[] = [];
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
    authOptional: true,
    disabledCommands: ['STARTTLS', 'AUTH'],
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
      simpleParser(stream).then((mail) =>
        judged('data', (error) => {
          if (error) return callback(error);
          mails.push(mail);
          if (dropAfterData?.(tries.data)) return drop(server, session.id);
          callback();
        }),
      );
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
    tries,
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
