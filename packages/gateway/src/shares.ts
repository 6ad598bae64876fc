import { networkOf } from '@obey/service-kit';

/** What the clients of one network (an IPv4 address, 64 bits of IPv6) hold of something scarce. */
export interface Shares {
  /** Takes one more, and gives how to return it; `undefined` for those who hold as many as they may. */
  take(address: string): (() => void) | undefined;
}

export const createShares = (most: number): Shares => {
  const held = new Map<string, number>();
  return {
    take: (address) => {
      const network = networkOf(address);
      const before = held.get(network) ?? 0;
      if (before >= most) return undefined;
      held.set(network, before + 1);
      let returned = false;
      return () => {
        if (returned) return;
        returned = true;
        const left = (held.get(network) ?? 1) - 1;
        if (left > 0) held.set(network, left);
        else held.delete(network);
      };
    },
  };
};
