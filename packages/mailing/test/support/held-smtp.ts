import { once } from 'node:events';
import { createServer, type Socket } from 'node:net';
import type { ExecutionContext } from 'ava';

type Test = Pick<ExecutionContext, 'teardown'>;

/** What a reply is to: the recipient, the wish to send a mail, or all of it. */
export type Held = 'rcpt' | 'data' | 'mail';

export interface HeldSmtp {
  readonly url: string;
  /** Message-IDs of the mails that came whole, in order. */
  readonly mails: readonly string[];
  /** Whether the first client waits for the reply that is held. */
  reached(): boolean;
  /** Lets the first client have its reply. */
  release(): void;
  /** Whether the first client is gone. */
  gone(): boolean;
}

/** An SMTP server that holds back one reply to its first client, until the test lets it go, and none to others. It ends with the test. */
export const startHeldSmtp = async (t: Test, held: Held): Promise<HeldSmtp> => {
  const mails: string[] = [];
  const sockets = new Set<Socket>();
  let first: Socket | undefined;
  let release: (() => void) | undefined;

  const server = createServer((socket) => {
    first ??= socket;
    sockets.add(socket);
    let heard = '';
    let inMail = false;
    const reply = (to: Held | undefined, words: string) => {
      const say = () => void socket.write(`${words}\r\n`);
      if (to === held && socket === first && !release) release = say;
      else say();
    };
    const hearLine = (line: string) => {
      if (line.startsWith('EHLO')) return reply(undefined, '250 held.example');
      if (line.startsWith('RCPT')) return reply('rcpt', '250 OK');
      if (line.startsWith('DATA')) {
        inMail = true;
        return reply('data', '354 Go on');
      }
      return reply(undefined, '250 OK');
    };
    const next = () => {
      const end = inMail ? '\r\n.\r\n' : '\r\n';
      const at = heard.indexOf(end);
      if (at < 0) return;
      const said = heard.slice(0, at);
      heard = heard.slice(at + end.length);
      if (inMail) {
        mails.push(/^Message-ID: (.*)$/im.exec(said)?.[1] ?? '');
        inMail = false;
        reply('mail', '250 OK');
      } else hearLine(said);
      next();
    };
    socket.setEncoding('latin1').on('data', (chunk) => {
      heard += chunk;
      next();
    });
    // Who is cut off resets its connection.
    socket.on('error', () => {});
    reply(undefined, '220 held.example');
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  t.teardown(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The SMTP server has no port');
  return {
    url: `smtp://127.0.0.1:${address.port}`,
    mails,
    reached: () => release !== undefined,
    release: () => release?.(),
    gone: () => first?.closed ?? false,
  };
};
