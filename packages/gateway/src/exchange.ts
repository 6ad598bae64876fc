import type { IncomingHttpHeaders } from 'node:http';
import type { Readable } from 'node:stream';
import type { Dispatcher, Pool } from 'undici';

/** Takes an answer as it comes. */
export interface Sink {
  data(chunk: Buffer): void;
  end(): void;
  /** It breaks off here. */
  broke(error: Error): void;
}

/** Slows an answer down, or gives it up. */
export type Controller = Pick<Dispatcher.DispatchController, 'pause' | 'resume' | 'abort'>;

export type Begin = (status: number, headers: IncomingHttpHeaders, controller: Controller) => Sink;

export interface Asking {
  readonly path: string;
  readonly method: Dispatcher.HttpMethod;
  readonly headers: string[];
  readonly body: Buffer | Readable | null;
}

/** A request to one instance. */
export interface Exchange {
  /** Resolves when the answer has begun; rejects with what came between. */
  readonly begun: Promise<void>;
  /** Gives it up, whatever it has come to. */
  abort(reason: Error): void;
}

/** Sends a request over one of these connections. `begin` is called with the answer's header, and says who takes the rest. */
export const exchange = (pool: Pool, asking: Asking, begin: Begin): Exchange => {
  let resolve = () => {};
  let reject = (_reason: Error) => {};
  const begun = new Promise<void>((fulfil, refuse) => {
    resolve = fulfil;
    reject = refuse;
  });
  let controller: Controller | undefined;
  let aborted: Error | undefined;
  let sink: Sink | undefined;
  let whole = false;
  pool.dispatch(asking, {
    onRequestStart: (given) => {
      controller = given;
      if (aborted) given.abort(aborted);
    },
    onResponseStart: (given, status, headers) => {
      // What comes before the answer (103) is for one connection only.
      if (status < 200) return;
      // These have no body, though a 304 may say how long that of a 200 would be; the client of undici misses it then.
      whole = status === 204 || status === 304;
      sink = begin(status, headers, given);
      resolve();
    },
    onResponseData: (_, chunk) => sink?.data(chunk),
    onResponseEnd: () => sink?.end(),
    onResponseError: (_, error) => {
      if (sink && whole) sink.end();
      else if (sink) sink.broke(error);
      else reject(error);
    },
  });
  return {
    begun,
    abort: (reason) => {
      aborted = reason;
      controller?.abort(reason);
      // While it waits for a connection there is nothing to abort; it is when its turn comes.
      reject(reason);
    },
  };
};
