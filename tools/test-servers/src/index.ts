export { startMongo, type TestMongo } from './mongo.js';
export { freePort, startRedis, type TestRedis } from './redis.js';
export { until } from './until.js';
