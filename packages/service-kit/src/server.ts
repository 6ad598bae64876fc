import { once } from 'node:events';
import { createServer, type RequestListener, type Server } from 'node:http';
import { Server as TlsServer } from 'node:https';
import { networkInterfaces } from 'node:os';

export interface Listening {
  readonly url: string;
  /** Takes no new connections, lets what runs end for at most `ms`, then cuts off what is left. */
  close(ms: number): Promise<void>;
}

/** Listens. Rejects with the system's error where the address is taken or not ours. */
export const listen = async (
  listener: RequestListener,
  host: string,
  port: number,
  create: (listener: RequestListener) => Server = createServer,
): Promise<Listening> => {
  const server = create(listener).listen(port, host);
  await once(server, 'listening');
  return { url: urlOf(server, host), close: (ms) => close(server, ms) };
};

const urlOf = (server: Server, host: string) => {
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  const reachable = host === '0.0.0.0' || host === '::' ? ownAddress() : host;
  const scheme = server instanceof TlsServer ? 'https' : 'http';
  return `${scheme}://${reachable.includes(':') ? `[${reachable}]` : reachable}:${port}`;
};

/** Where others reach a server that listens everywhere: the first address of this machine that is not loopback. */
const ownAddress = (): string =>
  Object.values(networkInterfaces())
    .flatMap((addresses) => addresses ?? [])
    .find(({ family, internal }) => family === 'IPv4' && !internal)?.address ?? '127.0.0.1';

const close = async (server: Server, ms: number) => {
  const closed = once(server, 'close');
  server.close();
  server.closeIdleConnections();
  const cut = setTimeout(() => server.closeAllConnections(), ms);
  const sweep = setInterval(() => server.closeIdleConnections(), 50);
  await closed;
  clearTimeout(cut);
  clearInterval(sweep);
};
