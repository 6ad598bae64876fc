import { run } from '@obey/service-kit';
import { content } from './service.js';

await run(content);
