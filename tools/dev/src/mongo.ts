import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { inCheckout } from '../bootstrap/checkout.mjs';
import { onPath } from '../bootstrap/redis-server.mjs';
import type { ProcessSpec } from './supervisor.js';

/** Which MongoDB a forum uses: one that runs elsewhere, `mongod` from the PATH, or the embedded one. */
export type MongoPlan =
  | { readonly kind: 'elsewhere'; readonly url: string }
  | { readonly kind: 'mongod'; readonly url: string; readonly port: number; readonly folder: string }
  | { readonly kind: 'embedded'; readonly url: string; readonly port: number; readonly folder: string };

/** `given` is MONGO_URL; the folders differ, since the two keep their data in different forms. */
export const planMongo = (dir: string, port: number, given: string | undefined): MongoPlan => {
  if (given) return { kind: 'elsewhere', url: given };
  const url = `mongodb://127.0.0.1:${port}`;
  return onPath('mongod')
    ? { kind: 'mongod', url, port, folder: join(dir, 'mongo') }
    : { kind: 'embedded', url, port, folder: join(dir, 'embedded-mongo') };
};

/** The process of a MongoDB that runs here. */
export const mongoProcess = (
  plan: Exclude<MongoPlan, { kind: 'elsewhere' }>,
): Pick<ProcessSpec, 'name' | 'file' | 'args' | 'stopMs'> => {
  mkdirSync(plan.folder, { recursive: true });
  const common = { name: 'mongo', stopMs: 10_000 };
  const port = String(plan.port);
  switch (plan.kind) {
    case 'mongod':
      return {
        ...common,
        file: 'mongod',
        args: ['--dbpath', plan.folder, '--port', port, '--bind_ip', '127.0.0.1'],
      };
    case 'embedded':
      return {
        ...common,
        file: process.execPath,
        args: [inCheckout('tools/embedded-mongo/dist/src/main.js'), '--port', port, '--data', plan.folder],
      };
  }
};

export const describeMongo = (plan: MongoPlan): string => {
  switch (plan.kind) {
    case 'elsewhere':
      return 'MongoDB (MONGO_URL)';
    case 'mongod':
      return `MongoDB (mongod) on port ${plan.port}`;
    case 'embedded':
      return `MongoDB (embedded) on port ${plan.port}`;
  }
};
