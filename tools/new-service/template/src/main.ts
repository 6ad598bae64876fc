import { run } from '@obey/service-kit';
import { sampleService } from './service.js';

await run(sampleService);
