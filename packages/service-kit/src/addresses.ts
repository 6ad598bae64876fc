import { BlockList, isIP } from 'node:net';

/** IPv4 addresses may come in the clothes of IPv6, and link-local ones with the name of an interface. */
export const plainAddress = (address: string): string =>
  address.replace(/^::ffff:(?=\d+\.)/i, '').replace(/%.*$/, '');

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

/** Whether an address (without the clothes that `plainAddress` takes off) is one of those listed. */
export type AddressList = (address: string) => boolean;

/**
 * Reads addresses and networks by commas, like `10.0.0.0/8, ::1`; an empty text has none. Throws what `fault` makes of
 * the first entry that is neither.
 */
export const addressList = (listed: string, fault: (entry: string) => Error): AddressList => {
  const known = new BlockList();
  const entries = listed.split(',').map((text) => text.trim());
  for (const entry of entries.filter((text) => text !== '' || entries.length > 1)) {
    const [address = '', bits] = entry.split('/');
    const family = isIP(address) === 6 ? 'ipv6' : 'ipv4';
    const most = family === 'ipv6' ? 128 : 32;
    const prefix = bits === undefined ? most : Number(bits);
    const fits = isIP(address) > 0 && bits !== '' && Number.isInteger(prefix) && prefix >= 0;
    if (!fits || prefix > most) throw fault(entry);
    known.addSubnet(address, prefix, family);
  }
  // Asking costs more than most of what is asked for at a gate that trusts nobody.
  if (known.rules.length === 0) return () => false;
  return (address) => isIP(address) > 0 && known.check(address, isIP(address) === 6 ? 'ipv6' : 'ipv4');
};
