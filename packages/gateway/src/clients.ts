import { isIP } from 'node:net';
import { type AddressList, addressList, plainAddress, SettingFaulty } from '@obey/service-kit';
import { isHost } from './framing.js';

/** Who asks, as far as it can be known. */
export interface Client {
  readonly address: string;
  readonly host: string;
  readonly protocol: string;
  /** Whether the peer is a proxy of ours, whose word on its clients is taken. */
  readonly proxied: boolean;
}

interface Incoming {
  readonly socket: { readonly remoteAddress?: string | undefined; readonly encrypted?: boolean };
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
}

/** The setting that names the proxies cannot be read. */
export class ProxiesFaulty extends SettingFaulty {
  readonly code = 'gateway.proxies-faulty';

  constructor(entry: string) {
    super(`TRUSTED_PROXIES has ${JSON.stringify(entry)}; write addresses or networks, like 10.0.0.0/8, ::1`);
    this.name = 'ProxiesFaulty';
  }
}

/**
 * Tells who asks. X-Forwarded-* are believed of trusted proxies only: X-Forwarded-For is read from the right, past
 * proxies that are trusted, to the first that is not; an entry that is no address ends the reading. Throws
 * `ProxiesFaulty` where the list cannot be read.
 */
export const createClients = (proxies: string) => {
  const isTrusted = addressList(proxies, (entry) => new ProxiesFaulty(entry));
  return ({ socket, headers }: Incoming): Client => {
    const peer = plainAddress(socket.remoteAddress ?? '');
    const own = { host: textOf(headers.host), protocol: socket.encrypted ? 'https' : 'http' };
    if (!isTrusted(peer)) return { address: peer, ...own, proxied: false };
    const protocol = lastOf(headers['x-forwarded-proto']).toLowerCase();
    const said = lastOf(headers['x-forwarded-host']);
    return {
      address: farthest(peer, textOf(headers['x-forwarded-for']), isTrusted),
      host: isHost(said) ? said : own.host,
      protocol: protocol === 'https' || protocol === 'http' ? protocol : own.protocol,
      proxied: true,
    };
  };
};

export type Clients = ReturnType<typeof createClients>;

const farthest = (peer: string, forwarded: string, isTrusted: AddressList): string => {
  let client = peer;
  for (const entry of forwarded.split(',').reverse()) {
    const said = plainAddress(entry.trim());
    if (isIP(said) === 0) return client;
    client = said;
    if (!isTrusted(said)) return client;
  }
  return client;
};

const textOf = (value: string | string[] | undefined) => [value ?? ''].flat().join(',');

const lastOf = (value: string | string[] | undefined) => textOf(value).split(',').at(-1)?.trim() ?? '';
