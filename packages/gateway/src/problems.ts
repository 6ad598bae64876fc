import type { IncomingMessage, ServerResponse } from 'node:http';
import { problemOf } from '@obey/service-kit';
import type { AnswerHeaders } from './answer-headers.js';
import { giveUp } from './client-errors.js';
import { hasBody } from './framing.js';

/** So much of a body that was refused is read and dropped, for so long: a client that still sends sees the answer only then. */
const mostDropped = 16 * 1024 * 1024;
const longestMs = 2_000;

/** Answers what was thrown as a problem (RFC 9457), and gives its code. What is left of the request's body is dropped. */
export const answerProblem = (
  { request, response }: { readonly request: IncomingMessage; readonly response: ServerResponse },
  { thrown, correlationId, headers }: { thrown: unknown; correlationId: string; headers: AnswerHeaders },
): { readonly code: string; readonly fault: 'broken' | 'outage' | undefined } => {
  const { problem, headers: own, fault } = problemOf(thrown, correlationId);
  const body = JSON.stringify(problem);
  headers.add('content-type', 'application/problem+json; charset=utf-8');
  headers.add('content-length', String(Buffer.byteLength(body)));
  headers.add('cache-control', 'no-store');
  for (const [name, value] of Object.entries(own)) headers.add(name.toLowerCase(), value);
  const unread = !request.complete && hasBody(request);
  const list = headers.done();
  // What could be taken for several requests is none, and neither is what comes behind it.
  const last = unread || problem.status === 400;
  if (last) giveUp(response);
  response.writeHead(
    problem.status,
    last && !list.includes('close') ? [...list, 'connection', 'close'] : list,
  );
  if (!unread) response.end(body);
  else {
    response.write(body);
    drop(request, () => response.end());
  }
  return { code: problem.code, fault };
};

// A connection that is closed with something unread takes the answer with it that is still on its way.
const drop = (request: IncomingMessage, end: () => void) => {
  let dropped = 0;
  const late = setTimeout(end, longestMs);
  request.on('data', (chunk: Buffer) => {
    dropped += chunk.length;
    if (dropped > mostDropped) end();
  });
  request.once('close', () => {
    clearTimeout(late);
    end();
  });
  request.once('end', () => {
    clearTimeout(late);
    end();
  });
  request.resume();
};
