import { instancesAliveKey, instancesKey, servicesKey } from '../names.js';
import type { Directory } from '../transport.js';
import type { Connection } from './connection.js';
import { announceInstance, listInstances } from './directory-scripts.js';
import { listOf } from './replies.js';

const isText = (value: unknown) => typeof value === 'string';

export const createDirectory = (redis: Connection): Directory => ({
  announce: async ({ instance, described, ttlMs, service, declared }) => {
    const keys = [instancesKey, instancesAliveKey, servicesKey];
    const before = await announceInstance(redis, keys, [instance, described, ttlMs, service, declared]);
    return typeof before === 'string' ? before : undefined;
  },
  withdraw: async (instance) => {
    await redis.zrem(instancesAliveKey, instance);
    await redis.hdel(instancesKey, instance);
  },
  read: async () => ({
    instances: listOf(await listInstances(redis, [instancesKey, instancesAliveKey], [])).filter(isText),
    services: await redis.hvals(servicesKey),
  }),
  forget: async (service) => {
    await redis.hdel(servicesKey, service);
  },
});
