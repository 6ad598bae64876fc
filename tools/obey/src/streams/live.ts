import { type Connection, membersKey } from '@obey/choreography/inspection';
import { topologyOf } from './find.js';

/** The instances of a group that have shown a sign of life that still counts. */
export const liveInstances = async (redis: Connection, group: string): Promise<string[]> => {
  const services = await topologyOf(redis);
  const described = services.find(({ service }) => service === group)?.instances ?? [];
  const [seconds] = await redis.time();
  const members = await redis.zrangebyscore(membersKey(group), Number(seconds) * 1_000, '+inf');
  return [...new Set([...described.map(({ instance }) => instance), ...members])].sort();
};
