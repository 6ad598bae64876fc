import { isIP } from 'node:net';
import { addressList, plainAddress, SettingFaulty } from '@obey/service-kit';

/** The setting that names the gateway cannot be read. */
export class GatewayFaulty extends SettingFaulty {
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
  if (gateways.trim() === '') throw new GatewayFaulty(gateways);
  const isGateway = addressList(gateways, (entry) => new GatewayFaulty(entry));
  return ({ socket, headers }: Incoming): string => {
    const peer = plainAddress(socket.remoteAddress ?? '');
    if (!isGateway(peer)) return peer;
    const entries = [headers['x-forwarded-for'] ?? ''].flat().join(',').split(',');
    const said = plainAddress(entries.at(-1)?.trim() ?? '');
    return isIP(said) > 0 ? said : peer;
  };
};

export type ClientAddress = ReturnType<typeof createClientAddress>;
