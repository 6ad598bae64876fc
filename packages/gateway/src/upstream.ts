import { Pool } from 'undici';
import { type Standing, sound } from './standing.js';

/** An instance of a service, the connections to it, and how it does. */
export interface Upstream {
  readonly instance: string;
  readonly url: string;
  /** For answers that end. */
  readonly pool: Pool;
  /** For event streams, of which each holds a connection for as long as somebody listens; and for probes. */
  readonly streams: Pool;
  /** Requests under way, without streams. */
  inFlight: number;
  standing: Standing;
  /** Ends its connections when what is under way has ended. */
  close(): Promise<void>;
  /** Ends them at once. */
  destroy(): Promise<void>;
}

/** How many connections to one instance may be open for answers that end; more requests wait for one of them. */
const connections = 256;
/** Requests under way and waiting; with more, an instance is passed over. */
export const mostInFlight = 1_024;

/** Opens no connection before the first request. Throws where the URL is none. */
export const openUpstream = (instance: string, url: string): Upstream => {
  const options = {
    // Each request has its own deadline, and a body may pause for as long as it likes.
    headersTimeout: 0,
    bodyTimeout: 0,
    connect: { timeout: 2_000 },
    // A little less than Node's servers keep an idle connection: who closes first is never asked.
    keepAliveTimeout: 4_000,
  };
  const { origin } = new URL(url);
  const pool = new Pool(origin, { ...options, connections });
  const streams = new Pool(origin, { ...options, connections: null });
  const both = (end: (pool: Pool) => Promise<void>) =>
    Promise.all([pool, streams].map(end)).then(() => undefined);
  return {
    instance,
    url,
    pool,
    streams,
    inFlight: 0,
    standing: sound,
    close: () => both((one) => one.close()),
    destroy: () => both((one) => one.destroy()),
  };
};
