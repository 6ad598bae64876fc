import { parentPort, workerData } from 'node:worker_threads';
import { compareSync } from 'bcryptjs';
import { comparePhpass, isPhpass } from './phpass.js';

// What `elsewhere` of legacy-hashes.ts starts: one comparison in a thread of its own.
const { password, hash }: { password: string; hash: string } = workerData;
parentPort?.postMessage(isPhpass(hash) ? comparePhpass(password, hash) : compareSync(password, hash));
