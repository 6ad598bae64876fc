import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import type { CaughtMail, MailBox } from './mails.js';
import { listPage, mailPage } from './page.js';

/** The page to read the mails, and the same as JSON: `GET /mails?to=` (newest first), `GET /mails/:id`. */
export const serveMails =
  (box: MailBox): RequestListener =>
  (request, response) => {
    if (!isLocal(request)) return send(response, 403, 'text/plain', 'Only for this machine.\n');
    if (request.method !== 'GET' && request.method !== 'HEAD')
      return send(response, 405, 'text/plain', 'Mails can only be read.\n');
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://mails.invalid');
    const [, first = '', id = ''] = pathname.split('/');
    const mail = box.get(id);
    if (pathname === '/') return send(response, 200, 'text/html', listPage(box.list()));
    if (pathname === '/mails') {
      const items = box.list(searchParams.get('to') ?? undefined).map(withoutBodies);
      return sendJson(response, { items });
    }
    if (first === 'mails' && mail) return sendJson(response, mail);
    if (first === 'view' && mail) return send(response, 200, 'text/html', mailPage(mail));
    return send(response, 404, 'text/plain', 'There is no such mail.\n');
  };

/** A page of another site must not read the mails by a name that it points at this machine. */
const isLocal = (request: IncomingMessage) =>
  /^(127\.0\.0\.1|localhost|\[::1\])(:\d+)?$/.test(request.headers.host ?? '');

const withoutBodies = ({ text, html, ...rest }: CaughtMail) => rest;

const sendJson = (response: ServerResponse, value: unknown) =>
  send(response, 200, 'application/json', `${JSON.stringify(value)}\n`);

const send = (response: ServerResponse, status: number, type: string, body: string) => {
  response.writeHead(status, {
    'content-type': `${type}; charset=utf-8`,
    'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'; img-src data: https:",
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
    'cache-control': 'no-store',
  });
  response.end(body);
};
