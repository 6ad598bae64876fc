import { createServer, type RequestListener, type Server } from 'node:http';
import { onClientError } from './client-errors.js';

/** How patient the server is with its clients, in ms. Its parser stays as strict as it is. */
export const serverOptions = {
  // It is asked for here, where the rest of the connection is given up, too.
  requireHostHeader: false,
  headersTimeout: 20_000,
  requestTimeout: 300_000,
  // Longer than the 60 s for which load balancers keep connections: who closes first must not be asked at that moment.
  keepAliveTimeout: 65_000,
} as const;

export const createPlainServer = (listener: RequestListener): Server =>
  createServer(serverOptions, listener).on('clientError', onClientError);
