import { execFileSync } from 'node:child_process';
import { mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connect, type TLSSocket } from 'node:tls';
import { until } from '@obey/test-servers';
import test, { type ExecutionContext } from 'ava';
import { head } from './support/raw.js';
import { startGateway } from './support/upstreams.js';

/** A folder with `cert.pem` and `key.pem`, which `openssl` makes anew for each name. */
const startFolder = async (t: ExecutionContext) => {
  const dir = await mkdtemp(join(tmpdir(), 'tls-'));
  t.teardown(() => rm(dir, { recursive: true, force: true }));
  const [cert, key] = [join(dir, 'cert.pem'), join(dir, 'key.pem')];
  const make = (name: string, [certAt, keyAt] = [cert, key]) =>
    execFileSync(
      'openssl',
      [
        ...[
          'req',
          '-x509',
          '-newkey',
          'ec',
          '-pkeyopt',
          'ec_paramgen_curve:prime256v1',
          '-nodes',
          '-days',
          '2',
        ],
        ...[
          '-subj',
          `/CN=${name}`,
          '-addext',
          `subjectAltName=DNS:${name}`,
          '-keyout',
          keyAt,
          '-out',
          certAt,
        ],
      ],
      { stdio: 'ignore' },
    );
  /** As certbot and the like do: beside the old ones, then in their place. */
  const replace = async (name: string) => {
    make(name, [`${cert}.new`, `${key}.new`]);
    await rename(`${key}.new`, key);
    await rename(`${cert}.new`, cert);
  };
  return { cert, key, make, replace };
};

const connected = (port: number): Promise<TLSSocket> =>
  new Promise((resolve, reject) => {
    const socket = connect({ port, host: '127.0.0.1', rejectUnauthorized: false }, () => resolve(socket));
    socket.once('error', reject);
  });

const nameAt = async (port: number) => {
  const socket = await connected(port);
  const { CN } = socket.getPeerCertificate().subject;
  socket.destroy();
  return String(CN);
};

const withTls = async (t: ExecutionContext) => {
  const files = await startFolder(t);
  files.make('one.example');
  const gateway = await startGateway(t, {
    TLS_CERT_FILE: files.cert,
    TLS_KEY_FILE: files.key,
    TLS_INTERVAL: '20ms',
    INSTANCES: '',
  });
  return { ...gateway, files };
};

test('with a certificate TLS is served, and services and browsers are told so', async (t) => {
  const { port, running } = await withTls(t);
  t.regex(running.url, /^https:/);
  t.is(await nameAt(port), 'one.example');
  const socket = await connected(port);
  socket.write(head('GET / HTTP/1.1', 'Host: one.example', 'Connection: close'));
  let text = '';
  for await (const chunk of socket) text += chunk;
  t.regex(text, /^HTTP\/1\.1 200/);
  t.regex(text, /^strict-transport-security: max-age=\d+/im);
});

test('a new certificate is used without a restart, and open connections live on', async (t) => {
  const { port, files } = await withTls(t);
  const before = await connected(port);
  await files.replace('two.example');
  await until('the new one is used', async () => (await nameAt(port)) === 'two.example');
  before.write(head('GET / HTTP/1.1', 'Host: one.example', 'Connection: close'));
  let text = '';
  for await (const chunk of before) text += chunk;
  t.regex(text, /^HTTP\/1\.1 200/);
});

test('while the files do not fit each other, the last certificate serves on', async (t) => {
  const { port, files } = await withTls(t);
  const broken = Date.now() + 300;
  await writeFile(files.key, 'no key');
  while (Date.now() < broken) t.is(await nameAt(port), 'one.example');
  await files.replace('two.example');
  await until('another one is used', async () => (await nameAt(port)) !== 'one.example');
  t.is(await nameAt(port), 'two.example');
});

test('what is no TLS, or TLS of before 1.2, is not spoken to', async (t) => {
  const { port } = await withTls(t);
  await t.throwsAsync(fetch(`http://127.0.0.1:${port}/`));
  await t.throwsAsync(
    new Promise((resolve, reject) => {
      const options = { port, host: '127.0.0.1', rejectUnauthorized: false, maxVersion: 'TLSv1.1' } as const;
      const socket = connect({ ...options, minVersion: 'TLSv1' }, () => resolve(socket));
      socket.once('error', reject);
    }),
  );
});

test('one file without the other stops the start with a sentence', async (t) => {
  await t.throwsAsync(startGateway(t, { TLS_CERT_FILE: '/nowhere.pem' }), {
    code: 'gateway.tls-incomplete',
    message: /TLS_KEY_FILE/,
  });
});

test('files that cannot be used stop the start with a sentence that names them', async (t) => {
  const { cert, make } = await startFolder(t);
  make('one.example');
  const files = { TLS_CERT_FILE: cert, TLS_KEY_FILE: `${cert}.none` };
  await t.throwsAsync(startGateway(t, files), {
    code: 'gateway.tls-faulty',
    message: /TLS_KEY_FILE \(.*none\).*ENOENT/,
  });
  await t.throwsAsync(startGateway(t, { ...files, TLS_KEY_FILE: cert }), { code: 'gateway.tls-faulty' });
});
