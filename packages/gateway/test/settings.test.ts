import { execFile } from 'node:child_process';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { startRedis } from '@obey/test-servers';
import test from 'ava';

const main = fileURLToPath(new URL('../src/main.js', import.meta.url));

interface Ended {
  readonly exitCode: number | string | null | undefined;
  readonly errors: string;
}

const started = (env: Readonly<Record<string, string>>) =>
  new Promise<Ended>((resolve) => {
    const required = { TOKEN_ISSUER: 'https://a.example', TOKEN_AUDIENCE: 'https://a.example', PORT: '0' };
    const options = { env: { ...process.env, ...required, ADMIN_PORT: '0', ...env } };
    execFile(process.execPath, [main], options, (error, _, stderr) =>
      resolve({ exitCode: error?.code, errors: stderr.trim() }),
    );
  });

test('a start by a list that cannot be read ends with 1 and the sentence that says what to write', async (t) => {
  const { url: REDIS_URL } = await startRedis(t);
  const faulty = {
    TRUSTED_PROXIES: '10.0.0.0/99',
    CORS_ORIGINS: 'forum.example',
    ADDRESS_LIMITS: 'read often',
    INSTANCES: 'shop',
    TLS_CERT_FILE: '/nowhere/cert.pem',
  };
  for (const [name, value] of Object.entries(faulty)) {
    const { exitCode, errors } = await started({ REDIS_URL, [name]: value });
    t.is(exitCode, 1, name);
    t.true(errors.includes(name), errors);
    t.is(errors.split('\n').length, 1, errors);
  }
});
