export { startMongo, type TestMongo } from './mongo.js';
export { connectTo, freePort, type Scope, startRedis, type TestRedis } from './redis.js';
export { until } from './until.js';
