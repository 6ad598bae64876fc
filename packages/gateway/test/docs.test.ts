import test from 'ava';
import { startGateway } from './support/upstreams.js';

const loadedBy = (page: string) =>
  [...page.matchAll(/<(?:script|link|img)[^>]*\s(?:src|href)="([^"]+)"/g)].map(([, address = '']) => address);

const policyOf = (answer: Response) =>
  Object.fromEntries(
    (answer.headers.get('content-security-policy') ?? '')
      .split('; ')
      .map((directive) => [directive.split(' ')[0], directive.split(' ').slice(1)]),
  );

for (const path of ['/docs', '/docs/events']) {
  test.serial(`all that ${path} loads is served from here, and kept for ever`, async (t) => {
    const { url } = await startGateway(t);
    const page = await fetch(`${url}${path}`);
    t.regex(page.headers.get('content-type') ?? '', /^text\/html/);
    const loaded = loadedBy(await page.text());
    t.true(loaded.length >= 2);
    for (const address of loaded) {
      const file = await fetch(new URL(address, `${url}${path}`));
      t.is(new URL(file.url).origin, new URL(url).origin);
      t.is(file.status, 200, address);
      t.regex(file.headers.get('cache-control') ?? '', /immutable/);
      t.is(file.headers.get('x-content-type-options'), 'nosniff');
      t.true((await file.arrayBuffer()).byteLength > 100, address);
    }
  });

  test.serial(`${path} may run no script but the forum's own, and ask nobody else`, async (t) => {
    const { url } = await startGateway(t);
    const page = await fetch(`${url}${path}`);
    const policy = policyOf(page);
    t.deepEqual(policy['default-src'], ["'none'"]);
    t.true([[], ["'self'"]].map(String).includes(String(policy['script-src'] ?? [])));
    t.true([[], ["'self'"]].map(String).includes(String(policy['connect-src'] ?? [])));
    t.notRegex(await page.text(), /<script>|\son\w+=|https?:\/\//);
    t.is(policy['upgrade-insecure-requests'], undefined);
  });
}

test.serial('the viewer is started on our document, and asks no validator', async (t) => {
  const { url } = await startGateway(t);
  const addresses = loadedBy(await (await fetch(`${url}/docs`)).text());
  const start = addresses.find((address) => address.endsWith('/start.js')) ?? '';
  const script = await (await fetch(new URL(start, `${url}/docs`))).text();
  t.regex(script, /url: 'openapi\.json'/);
  t.regex(script, /validatorUrl: null/);
});

test.serial('files are compressed for who takes that, and are the same', async (t) => {
  const { url } = await startGateway(t);
  const addresses = loadedBy(await (await fetch(`${url}/docs`)).text());
  const bundle = new URL(addresses.find((address) => address.includes('bundle')) ?? '', `${url}/docs`);
  const get = (encoding: string) => fetch(bundle, { headers: { 'Accept-Encoding': encoding } });
  const plain = await get('identity');
  const text = await plain.text();
  t.is(plain.headers.get('content-encoding'), null);
  for (const encoding of ['br', 'gzip']) {
    const answer = await get(encoding);
    t.is(answer.headers.get('content-encoding'), encoding);
    t.true(Number(answer.headers.get('content-length')) < text.length / 3);
    t.is(await answer.text(), text);
  }
});

test.serial('a file of another version, or none of the viewer, is not found', async (t) => {
  const { url } = await startGateway(t);
  const [first = ''] = loadedBy(await (await fetch(`${url}/docs`)).text());
  const here = new URL(first, `${url}/docs`);
  for (const wrong of [`${here.origin}/docs/assets/other/swagger-ui.css`, new URL('package.json', here).href])
    t.is((await fetch(wrong)).status, 404, wrong);
});
