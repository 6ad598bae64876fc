import { run } from '@obey/service-kit';
import { gateway } from './service.js';

await run(gateway);
