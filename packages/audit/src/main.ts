import { run } from '@obey/service-kit';
import { audit } from './service.js';

await run(audit);
