import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onPath } from '@obey/dev';
import { freePort, until } from '@obey/test-servers';
import type { ServiceProcess } from '../service-process.js';

const configOf = (dir: string, port: number, upstream: string) => `
daemon off; worker_processes 1; pid ${dir}/pid; error_log ${dir}/error.log;
events { worker_connections 4096; }
http {
  access_log off; client_body_temp_path ${dir}/body; proxy_temp_path ${dir}/proxy;
  fastcgi_temp_path ${dir}/f; uwsgi_temp_path ${dir}/u; scgi_temp_path ${dir}/s;
  upstream bench { server ${new URL(upstream).host}; keepalive 128; }
  server {
    listen 127.0.0.1:${port};
    location / { proxy_pass http://bench; proxy_http_version 1.1; proxy_set_header Connection ""; }
  }
}
`;

/** nginx as a reverse proxy of one worker with connections that stay open; `undefined` where it is not installed. */
export const startNginx = async (upstream: string): Promise<ServiceProcess | undefined> => {
  if (!onPath('nginx')) return undefined;
  const dir = await mkdtemp(join(tmpdir(), 'bench-nginx-'));
  const port = await freePort();
  const config = join(dir, 'nginx.conf');
  await writeFile(config, configOf(dir, port, upstream));
  const child = spawn('nginx', ['-c', config], { stdio: 'ignore' });
  const exited = once(child, 'exit');
  const url = `http://127.0.0.1:${port}`;
  await until('nginx serves', async () => (await fetch(`${url}/bench/1k`).catch(() => undefined))?.ok);
  return {
    url,
    stop: async () => {
      child.kill();
      await exited;
      await rm(dir, { recursive: true, force: true });
    },
  };
};
