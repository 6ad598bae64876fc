/**
 * What is asked through the gateway and beside it: a bare server of Node's. A program: `PORT`.
 */
import { createServer } from 'node:http';
import process from 'node:process';
import { setTimeout as pause } from 'node:timers/promises';

const bodies = new Map([
  ['/bench/1k', Buffer.alloc(1_024, 'x')],
  ['/bench/100k', Buffer.alloc(102_400, 'x')],
]);
const none = Buffer.alloc(0);
const turnMs = 2;

/** Answers that are given one after the other, as by a service that waits for something of which there is one. */
let last: Promise<unknown> = Promise.resolve();
const inTurn = (answer: () => void): void => {
  last = last.then(() => pause(turnMs)).then(answer);
};

createServer((request, response) => {
  if (request.url === '/bench/stream') {
    response.writeHead(200, { 'Content-Type': 'text/event-stream' }).write(': open\n\n');
    return;
  }
  // fast-gateway puts a question mark behind every path.
  const body = bodies.get(request.url?.replace(/\?$/, '') ?? '') ?? none;
  const answer = () =>
    response
      .writeHead(200, { 'Content-Type': 'application/octet-stream', 'Content-Length': body.length })
      .end(body);
  if (request.method === 'POST') request.resume().once('end', answer);
  else if (request.url?.endsWith('/in-turn')) inTurn(answer);
  else answer();
}).listen(Number(process.env.PORT), '127.0.0.1');
