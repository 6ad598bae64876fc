import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';
import type { Client } from './clients.js';

/** They concern one connection and are never passed on (RFC 9110, 7.6.1), nor is what `Connection` names. */
const hopByHop = new Set([
  'connection',
  'keep-alive',
  'proxy-authenticate',
  'proxy-authorization',
  'proxy-authentication-info',
  'proxy-connection',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
  'http2-settings',
]);

/** Said anew by the gateway, or nobody's business. */
const replaced = new Set(['forwarded', 'x-real-ip', 'expect', 'host', 'x-correlation-id', 'x-timeout-ms']);

const named = (connection: string | string[] | undefined): ReadonlySet<string> | undefined => {
  if (connection === undefined || connection === 'keep-alive' || connection === 'close') return undefined;
  const names = [connection].flat().flatMap((value) => value.split(','));
  return new Set(names.map((name) => name.trim().toLowerCase()));
};

export interface Asked {
  readonly client: Client;
  readonly correlationId: string;
  /** How long whoever asks will wait from now on, in milliseconds. */
  readonly timeoutMs: number;
}

/**
 * The headers of a request as they go to a service, names and values in turn. Who asks is said anew, and not taken from
 * the client; X-User-* passes from trusted proxies only. Names with `_` are dropped: there are servers that
 * take them for names with `-`.
 */
export const toService = (
  { rawHeaders, headers }: Pick<IncomingMessage, 'rawHeaders' | 'headers'>,
  { client, correlationId, timeoutMs }: Asked,
): string[] => {
  const passed: string[] = ['host', client.host];
  const dropped = named(headers.connection);
  for (let at = 0; at + 1 < rawHeaders.length; at += 2) {
    const [name = '', value = ''] = [rawHeaders[at], rawHeaders[at + 1]];
    const key = name.toLowerCase();
    if (hopByHop.has(key) || replaced.has(key) || dropped?.has(key) || key.includes('_')) continue;
    if (key.startsWith('x-') && (isForwarding(key) || (!client.proxied && key.startsWith('x-user-'))))
      continue;
    passed.push(key, value);
  }
  passed.push('x-forwarded-for', client.address);
  passed.push('x-forwarded-host', client.host, 'x-forwarded-proto', client.protocol);
  passed.push('x-correlation-id', correlationId, 'x-timeout-ms', String(timeoutMs));
  return passed;
};

const isForwarding = (key: string) => key.startsWith('x-forwarded-') || key === 'x-original-url';

/** What services say of their inside, or of what is for the gateway to say. */
const withheld = new Set(['server', 'x-powered-by', 'x-correlation-id']);

/** Hands over the headers of an answer that go to the client, by their names in lower case. */
export const eachToClient = (
  headers: IncomingHttpHeaders,
  pass: (name: string, value: string | string[]) => void,
): void => {
  const dropped = named(headers.connection);
  for (const name in headers) {
    const value = headers[name];
    if (value === undefined || hopByHop.has(name) || withheld.has(name) || dropped?.has(name)) continue;
    if (!name.startsWith('access-control-')) pass(name, value);
  }
};
