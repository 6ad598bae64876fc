import type { IncomingHttpHeaders } from 'node:http';
import { codingFor, isCompressible } from './codings.js';
import { compressed } from './compressing.js';
import type { Controller, Sink } from './exchange.js';
import { eachToClient } from './headers.js';
import type { Passing } from './passing.js';
import { relay } from './relay.js';
import type { Streams } from './streams.js';

/** Whether an answer is a live stream (server-sent events). */
export const isEventStream = ({ 'content-type': type = '' }: IncomingHttpHeaders): boolean =>
  // A service that says it twice gives a list.
  eventStream.test(type);

const eventStream = /^text\/event-stream\b/i;

interface Under {
  readonly controller: Controller;
  readonly streams: Streams;
}

/** Begins the answer to the client, by the header that a service gave, and says who takes the body. */
export const answerWith = (
  passing: Passing,
  answer: { readonly status: number; readonly headers: IncomingHttpHeaders },
  { controller, streams }: Under,
): Sink => {
  const { request, response, method, headers: ours } = passing;
  const { status, headers } = answer;
  const could = isCompressible(status, headers);
  const coding = could ? codingFor(textOf(request.headers['accept-encoding'])) : undefined;
  const compress = coding !== undefined && method !== 'HEAD';
  const keepsLength = !compress && status !== 204;
  eachToClient(headers, (name, value) => {
    if (keepsLength || name !== 'content-length') ours.add(name, value);
  });
  if (compress) ours.add('content-encoding', coding);
  if (could) ours.varyBy('Accept-Encoding');
  const list = ours.done();
  // Answered before its body was sent: what is left of it must not be taken for the next request.
  if (!request.complete && !list.includes('close')) list.push('connection', 'close');
  response.writeHead(status, list);
  const streaming = headers['content-length'] === undefined;
  const sink = compress
    ? compressed(response, { coding, streaming }, controller)
    : relay(response, headers, controller);
  return isEventStream(headers) ? kept(sink, passing, { controller, streams }) : sink;
};

/**
 * What may go on for ever is ended when the gateway stops: its client sees a complete answer, and comes back to another one. Other answers
 * without a length go on to their end, or a part would be taken for the whole.
 */
const kept = (sink: Sink, { response }: Passing, { controller, streams }: Under): Sink => {
  let over = false;
  const forget = streams.keep(() => {
    over = true;
    sink.end();
    controller.abort(new Error('The gateway is stopping'));
  });
  response.once('close', forget);
  return {
    ...sink,
    broke: (error) => {
      if (!over) sink.broke(error);
    },
  };
};

const textOf = (value: string | string[] | undefined) => (value === undefined ? undefined : String(value));
