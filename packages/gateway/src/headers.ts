import type { IncomingHttpHeaders } from 'node:http';

type Headers = Readonly<Record<string, string | string[] | undefined>>;

/** They concern one connection and are never passed on (RFC 9110, 7.6.1), nor is what `Connection` names. */
const hopByHop = [
  'connection',
  'keep-alive',
  'proxy-authenticate',
  'proxy-authorization',
  'proxy-connection',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
];

/** What a client may claim of itself, and nobody should believe. */
const claims = ['forwarded', 'x-forwarded-for', 'x-forwarded-host', 'x-forwarded-proto', 'x-real-ip'];

const without = (headers: Headers, dropped: ReadonlySet<string>): Record<string, string | string[]> =>
  Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) =>
      value === undefined || dropped.has(name) ? [] : [[name, value]],
    ),
  );

const namedIn = (connection: string | string[] | undefined) =>
  [connection ?? []].flat().flatMap((value) => value.split(',').map((name) => name.trim().toLowerCase()));

export interface Client {
  readonly address: string;
  readonly host: string;
  readonly protocol: string;
  readonly correlationId: string;
}

/** The headers of a request as they go to a service: who asks is said anew, and not taken from the client. */
export const toService = (
  headers: IncomingHttpHeaders,
  client: Client,
): Record<string, string | string[]> => ({
  ...without(headers, new Set([...hopByHop, ...claims, ...namedIn(headers.connection), 'expect'])),
  'x-forwarded-for': client.address,
  'x-forwarded-host': client.host,
  'x-forwarded-proto': client.protocol,
  'x-correlation-id': client.correlationId,
});

/** The headers of an answer as they go to the client. */
export const toClient = (headers: Headers): Record<string, string | string[]> =>
  without(headers, new Set([...hopByHop, ...namedIn(headers.connection)]));
