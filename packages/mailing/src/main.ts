import { run } from '@obey/service-kit';
import { mailing } from './service.js';

await run(mailing);
