import type { IncomingHttpHeaders, ServerResponse } from 'node:http';
import type { Controller, Sink } from './exchange.js';

/** Answers up to so many bytes go out with their header, in one write. */
const mostAtOnce = 16 * 1024;

/**
 * Passes the body of an answer on, after its header is given to `response`: as it comes and no faster than the client takes it. What breaks
 * off ends the connection: a client must not take a part for the whole.
 */
export const relay = (
  response: ServerResponse,
  headers: IncomingHttpHeaders,
  controller: Controller,
): Sink => {
  const length = headers['content-length'];
  const atOnce = length !== undefined && Number(length) <= mostAtOnce;
  // Without a length it may be a stream, whose first event may be long in coming.
  if (length === undefined) response.flushHeaders();
  let held: Buffer | undefined;
  const resume = () => controller.resume();
  return {
    data: (chunk) => {
      if (atOnce && held === undefined && chunk.length === Number(length)) held = chunk;
      else if (!response.write(chunk)) {
        controller.pause();
        response.once('drain', resume);
      }
    },
    end: () => {
      if (held) sendSoon(response, held);
      else response.end();
    },
    broke: () => response.destroy(),
  };
};

const whole: { readonly response: ServerResponse; readonly body: Buffer }[] = [];

/** Whole answers go out together at the end of a turn of the event loop: who reads several of them is woken once. */
const sendSoon = (response: ServerResponse, body: Buffer): void => {
  if (whole.length === 0) setImmediate(sendAll);
  whole.push({ response, body });
};

const sendAll = (): void => {
  for (const { response, body } of whole.splice(0)) {
    if (response.destroyed) continue;
    // As text of one byte a character it is joined to the header; let go before the end it is one piece: a write, and no list of them.
    response.write(body.toString('latin1'), 'latin1');
    response.socket?.uncork();
    response.end();
  }
};
