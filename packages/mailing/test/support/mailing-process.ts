/** Mailing as a process of its own, to be killed: node mailing-process.js <REDIS_URL> <SMTP_URL>. */
import process from 'node:process';
import { configFor } from './config.js';
import { startInstance } from './mailing.js';

const [, , redis = '', smtp = ''] = process.argv;
await startInstance({ teardown: () => {} }, redis, configFor(smtp, { SMTP_CONNECTIONS: 20 }));
process.send?.('ready');
