import { randomInt } from 'node:crypto';
import { createServer } from 'node:net';

/** Whether a TCP port of this machine can be listened on. */
export const isFree = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen({ port, host: '127.0.0.1', exclusive: true }, () => server.close(() => resolve(true)));
  });

/**
 * A free port below those that the kernel gives to outgoing connections: in that range a client that looks for a
 * server which is just restarting can be given its port, or even be connected to itself.
 */
export const freePort = async (): Promise<number> => {
  for (;;) {
    const port = randomInt(20_000, 32_000);
    if (await isFree(port)) return port;
  }
};

export interface Ports {
  readonly gateway: number;
  readonly redis: number;
  readonly mongo: number;
  readonly smtp: number;
  readonly mailPage: number;
}

/** The gateway's port was asked for, and somebody else has it. */
export class PortTaken extends Error {
  readonly code = 'dev.port-taken';
  constructor(port: number) {
    super(
      `Port ${port} is taken by another program. Stop it, or choose another: npm start -- --port ${port + 1000}`,
    );
  }
}

/**
 * The ports of a forum: the gateway's as asked for (0: any), the others next to it where they are free.
 * Throws `PortTaken`.
 */
export const choosePorts = async (asked: number): Promise<Ports> => {
  if (asked !== 0 && !(await isFree(asked))) throw new PortTaken(asked);
  const gateway = asked === 0 ? await freePort() : asked;
  const near = async (port: number) => (port < 65_536 && (await isFree(port)) ? port : freePort());
  return {
    gateway,
    redis: await near(gateway + 1),
    mongo: await near(gateway + 2),
    smtp: await near(gateway + 3),
    mailPage: await near(gateway + 4),
  };
};
