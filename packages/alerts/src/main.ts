import { run } from '@obey/service-kit';
import { alerts } from './service.js';

await run(alerts);
