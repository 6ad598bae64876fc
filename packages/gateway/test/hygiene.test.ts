import type { IncomingHttpHeaders } from 'node:http';
import test, { type ExecutionContext } from 'ava';
import { createClients } from '../src/clients.js';
import { head, sendRaw, statusesIn } from './support/raw.js';
import { startGateway } from './support/upstreams.js';

const startShop = async (t: ExecutionContext, env: Record<string, string> = {}) => {
  const gateway = await startGateway(t, env);
  const seen: { headers: IncomingHttpHeaders; raw: string[] }[] = [];
  await gateway.add('shop', 'shop-1', (request, response) => {
    seen.push({ headers: request.headers, raw: request.rawHeaders });
    response.setHeader('Keep-Alive', 'timeout=9');
    response.setHeader('Server', 'inside/1.0');
    response.setHeader('X-Powered-By', 'inside');
    response.setHeader('X-Hop', 'hop');
    response.setHeader('Connection', 'keep-alive, X-Hop');
    response.end('there');
  });
  const ask = async (...lines: string[]) => {
    const text = await sendRaw(
      gateway.port,
      head('GET /shop/ HTTP/1.1', 'Host: shop.example:8080', ...lines),
      (all) => all.endsWith('there'),
    );
    return { text, headers: seen.at(-1)?.headers ?? {} };
  };
  return { ...gateway, ask, seen };
};

test('what concerns one connection is not passed on in either direction, nor what Connection names', async (t) => {
  const { ask } = await startShop(t);
  const { headers, text } = await ask(
    'Connection: keep-alive, X-Secret, close',
    'X-Secret: 1',
    'Keep-Alive: 300',
    'Proxy-Connection: keep-alive',
    'Proxy-Authorization: Basic x',
    'TE: trailers',
    'Trailer: X-Sum',
    'Upgrade: h2c',
    'HTTP2-Settings: AAMAAABkAAQAAP__',
    'X-Kept: 1',
  );
  t.is(headers['x-kept'], '1');
  for (const name of [
    'x-secret',
    'proxy-connection',
    'proxy-authorization',
    'te',
    'trailer',
    'upgrade',
    'http2-settings',
  ])
    t.is(headers[name], undefined, name);
  t.notRegex(text, /timeout=9|x-hop|inside/i);
});

test('a name that Connection names is dropped also if the gateway needs it', async (t) => {
  const { ask } = await startShop(t);
  const { headers } = await ask('Connection: close, X-Forwarded-For, Host', 'X-Forwarded-For: 1.2.3.4');
  t.is(headers['x-forwarded-for'], '127.0.0.1');
  t.is(headers.host, 'shop.example:8080');
});

test('who asks is said by the gateway, whatever a client claims', async (t) => {
  const { ask } = await startShop(t);
  const { headers } = await ask(
    'X-Forwarded-For: 1.2.3.4',
    'X-Forwarded-Host: evil.example',
    'X-Forwarded-Proto: https',
    'X-Forwarded-Port: 1',
    'X-Forwarded-Prefix: /evil',
    'X-Original-URL: /evil',
    'Forwarded: for=1.2.3.4',
    'X-Real-IP: 1.2.3.4',
    'X-User-Id: admin',
    'X_User_Id: admin',
    'X_Forwarded_For: 1.2.3.4',
    'Connection: close',
  );
  t.like(headers, {
    'x-forwarded-for': '127.0.0.1',
    'x-forwarded-host': 'shop.example:8080',
    'x-forwarded-proto': 'http',
    host: 'shop.example:8080',
  });
  for (const name of ['x-forwarded-port', 'x-forwarded-prefix', 'x-original-url', 'forwarded', 'x-real-ip'])
    t.is(headers[name], undefined, name);
  for (const name of ['x-user-id', 'x_user_id', 'x_forwarded_for']) t.is(headers[name], undefined, name);
});

test('a trusted proxy is believed, about clients and users', async (t) => {
  const { ask } = await startShop(t, { TRUSTED_PROXIES: '127.0.0.0/8, 10.0.0.0/8' });
  const { headers } = await ask(
    'X-Forwarded-For: 6.6.6.6, 203.0.113.7, 10.1.1.1',
    'X-Forwarded-Host: forum.example',
    'X-Forwarded-Proto: https',
    'X-User-Id: 7',
    'Connection: close',
  );
  t.like(headers, {
    'x-forwarded-for': '203.0.113.7',
    'x-forwarded-host': 'forum.example',
    'x-forwarded-proto': 'https',
    'x-user-id': '7',
  });
});

test('X-Forwarded-For is read from the right, past trusted proxies, to the first that is not', (t) => {
  const address = (peer: string, forwarded?: string | string[]) =>
    createClients('10.0.0.0/8, 2001:db8::/32, 127.0.0.1')({
      socket: { remoteAddress: peer },
      headers: { host: 'a', ...(forwarded !== undefined && { 'x-forwarded-for': forwarded }) },
    }).address;
  t.is(address('192.0.2.1', '1.2.3.4'), '192.0.2.1');
  t.is(address('::ffff:10.0.0.1', '1.2.3.4'), '1.2.3.4');
  t.is(address('10.0.0.1', '6.6.6.6, 1.2.3.4, 10.0.0.2, 2001:db8::7'), '1.2.3.4');
  t.is(address('10.0.0.1', ['6.6.6.6', '1.2.3.4, 10.0.0.2']), '1.2.3.4');
  t.is(address('10.0.0.1', '10.0.0.3, 10.0.0.2'), '10.0.0.3');
  t.is(address('10.0.0.1', '1.2.3.4, unknown, 10.0.0.2'), '10.0.0.2');
  t.is(address('10.0.0.1', '1.2.3.4:80'), '10.0.0.1');
  t.is(address('10.0.0.1', ''), '10.0.0.1');
  t.is(address('10.0.0.1'), '10.0.0.1');
  t.throws(() => createClients('10.0.0.0/40'), {
    code: 'gateway.proxies-faulty',
    message: /TRUSTED_PROXIES/,
  });
});

test('a malformed word of a trusted proxy is not taken', (t) => {
  const client = createClients('10.0.0.1')({
    socket: { remoteAddress: '10.0.0.1' },
    headers: { host: 'own', 'x-forwarded-proto': 'javascript', 'x-forwarded-host': 'a b/c' },
  });
  t.is(client.protocol, 'http');
  t.is(client.host, 'own');
});

test('every answer says to browsers what keeps them safe, unless the service has said it better', async (t) => {
  const { url, add } = await startGateway(t);
  await add('shop', 'shop-1', (request, response) => {
    if (request.url === '/shop/page') response.setHeader('Content-Security-Policy', "default-src 'self'");
    response.end('there');
  });
  for (const path of ['/shop/x', '/nobody', '/shop/%zz', '/']) {
    const { headers } = await fetch(`${url}${path}`);
    t.is(headers.get('x-content-type-options'), 'nosniff', path);
    t.truthy(headers.get('content-security-policy'), path);
    t.truthy(headers.get('x-frame-options'), path);
    t.truthy(headers.get('x-correlation-id'), path);
  }
  const page = await fetch(`${url}/shop/page`);
  t.is(page.headers.get('content-security-policy'), "default-src 'self'");
});

test('answers demand TLS from then on where they came over TLS, those of the gateway itself too', async (t) => {
  const { url } = await startShop(t, { TRUSTED_PROXIES: '127.0.0.1, ::1' });
  for (const path of ['/shop/', '/', '/nowhere']) {
    const plain = await fetch(`${url}${path}`);
    t.is(plain.headers.get('strict-transport-security'), null, path);
    const secure = await fetch(`${url}${path}`, { headers: { 'X-Forwarded-Proto': 'https' } });
    t.regex(secure.headers.get('strict-transport-security') ?? '', /^max-age=/, path);
  }
});

test('a header that is larger than it may be is refused with 431', async (t) => {
  const { port } = await startGateway(t);
  const text = await sendRaw(port, head('GET / HTTP/1.1', 'Host: a', `X: ${'x'.repeat(20_000)}`));
  t.deepEqual(statusesIn(text), [431]);
});

test('pages of origins that are allowed may ask, others may not', async (t) => {
  const { url, add } = await startGateway(t, {
    CORS_ORIGINS: 'https://forum.example, http://localhost:5173',
  });
  await add('shop', 'shop-1', (_, response) => {
    response.setHeader('Access-Control-Allow-Origin', '*');
    response.setHeader('Vary', 'Accept');
    response.end('there');
  });
  const from = (origin: string, headers: Record<string, string> = {}, method = 'GET') =>
    fetch(`${url}/shop/x`, { method, headers: { Origin: origin, ...headers } });
  const friend = await from('http://localhost:5173');
  t.is(friend.headers.get('access-control-allow-origin'), 'http://localhost:5173');
  t.is(friend.headers.get('vary'), 'Accept, Origin');
  t.regex(friend.headers.get('access-control-expose-headers') ?? '', /ETag/);
  const stranger = await from('https://evil.example');
  t.is(stranger.status, 200);
  t.is(stranger.headers.get('access-control-allow-origin'), null);
  t.is(stranger.headers.get('vary'), 'Accept, Origin');

  const asking = { 'Access-Control-Request-Method': 'PUT', 'Access-Control-Request-Headers': 'if-match' };
  const may = await from('https://forum.example', asking, 'OPTIONS');
  t.is(may.status, 204);
  t.regex(may.headers.get('access-control-allow-headers') ?? '', /If-Match.*X-Timeout-Ms/);
  t.regex(may.headers.get('access-control-allow-methods') ?? '', /PUT/);
  t.is((await from('https://evil.example', asking, 'OPTIONS')).status, 403);
  const refused = await fetch(`${url}/shop/%zz`, { headers: { Origin: 'https://forum.example' } });
  t.is(refused.headers.get('access-control-allow-origin'), 'https://forum.example');
  const unknown = await fetch(`${url}/nobody`, { headers: { Origin: 'https://forum.example' } });
  t.is(unknown.headers.get('access-control-allow-origin'), 'https://forum.example');
  t.regex(unknown.headers.get('access-control-expose-headers') ?? '', /RateLimit/);
});

test('without allowed origins nothing is said of them', async (t) => {
  const { url, add } = await startGateway(t);
  await add('shop', 'shop-1', (_, response) => response.end('there'));
  const { headers } = await fetch(`${url}/shop/x`, { headers: { Origin: 'https://forum.example' } });
  t.is(headers.get('access-control-allow-origin'), null);
  t.is(headers.get('vary'), null);
});
