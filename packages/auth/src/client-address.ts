import { BlockList, isIP } from 'node:net';

/** The setting that names the gateway cannot be read. */
export class GatewayFaulty extends Error {
  readonly code = 'auth.gateway-faulty';

  constructor(entry: string) {
    super(
      `GATEWAY_ADDRESSES has ${JSON.stringify(entry)}; write addresses or networks, like 10.0.0.0/8, ::1`,
    );
    this.name = 'GatewayFaulty';
  }
}

/** What it needs of a request. */
export interface Incoming {
  readonly socket: { readonly remoteAddress?: string | undefined };
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
}

/**
 * Tells the address of the client that asks. X-Forwarded-For is believed of nobody but the gateway, and of that
 * only the last entry, which is what it saw itself. Throws `GatewayFaulty` where the list cannot be read.
 */
export const createClientAddress = (gateways: string) => {
  const trusted = new BlockList();
  for (const entry of gateways.split(',').map((text) => text.trim())) {
    const [address = '', bits] = entry.split('/');
    const family = isIP(address) === 6 ? 'ipv6' : 'ipv4';
    const prefix = bits === undefined ? (family === 'ipv6' ? 128 : 32) : Number(bits);
    const fits = isIP(address) > 0 && Number.isInteger(prefix) && prefix >= 0;
    if (!fits || prefix > (family === 'ipv6' ? 128 : 32)) throw new GatewayFaulty(entry);
    trusted.addSubnet(address, prefix, family);
  }
  return ({ socket, headers }: Incoming): string => {
    const peer = plain(socket.remoteAddress ?? '');
    if (isIP(peer) === 0 || !trusted.check(peer, isIP(peer) === 6 ? 'ipv6' : 'ipv4')) return peer;
    const said = plain([headers['x-forwarded-for'] ?? ''].flat().join(',').split(',').at(-1)?.trim() ?? '');
    return isIP(said) > 0 ? said : peer;
  };
};

export type ClientAddress = ReturnType<typeof createClientAddress>;

/** IPv4 addresses may come in the clothes of IPv6, and link-local ones with the name of an interface. */
const plain = (address: string) => address.replace(/^::ffff:(?=\d+\.)/i, '').replace(/%.*$/, '');

/** Who is one client as far as anybody can tell: an IPv4 address, or an IPv6 network of 64 bits. */
export const networkOf = (address: string): string => {
  if (isIP(address) !== 6) return address;
  const [head = '', tail] = address.split('::');
  const first = head === '' ? [] : head.split(':');
  const last = tail === undefined || tail === '' ? [] : tail.split(':');
  const zeros = Array.from({ length: Math.max(0, 8 - first.length - last.length) }, () => '0');
  const groups = tail === undefined ? first : [...first, ...zeros, ...last];
  return `${groups
    .slice(0, 4)
    .map((group) => Number.parseInt(group, 16).toString(16))
    .join(':')}::/64`;
};
