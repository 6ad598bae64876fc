import { run } from '@obey/service-kit';
import { auth } from './service.js';

await run(auth);
