import { run } from '@obey/service-kit';
import { presence } from './service.js';

await run(presence);
