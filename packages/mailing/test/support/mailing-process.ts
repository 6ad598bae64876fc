/** Mailing as a process of its own, to be killed or frozen: node mailing-process.js <REDIS_URL> <SMTP_URL> [briefly]. */
import process from 'node:process';
import { configFor } from './config.js';
import { briefly, startInstance } from './mailing.js';

const [, , redis = '', smtp = '', lease] = process.argv;
await startInstance(
  { teardown: () => {} },
  redis,
  configFor(smtp, { SMTP_CONNECTIONS: 20 }),
  lease === 'briefly' ? briefly : {},
);
process.send?.('ready');
