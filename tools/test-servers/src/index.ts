export type { Matches } from './lane.js';
export { startMongo, type TestMongo } from './mongo.js';
export { connectTo, freePort, type Scope, startRedis, type TestRedis } from './redis.js';
export { startRedisCluster, type TestRedisCluster } from './redis-cluster.js';
export { type Drop, type Hold, type RedisProxy, startProxy } from './redis-proxy.js';
export { until } from './until.js';
