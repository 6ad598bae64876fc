import type { Db } from 'mongodb';
import { auth } from '../src/service.js';

/** Auth as it is, but for its database: tests may share a MongoDB server with each other, and with people. */
export const authIn = (db: Db): typeof auth => ({ ...auth, create: (kit) => auth.create({ ...kit, db }) });
