import { instancesAliveKey, instancesKey } from '@obey/choreography/inspection';
import { topologyOf } from '../streams/find.js';
import { bad, good, type Look, some } from './finding.js';

/** Services without an instance, and instances that fell silent without leaving. */
export const lookAtInstances: Look = async ({ redis }) => {
  const services = await topologyOf(redis);
  const asleep = services.filter(({ instances }) => instances.length === 0).map(({ service }) => service);
  const [seconds] = await redis.time();
  const now = Number(seconds) * 1_000;
  const silent = await redis.zrangebyscore(instancesAliveKey, '-inf', now);
  const described = await redis.hkeys(instancesKey);
  const left = silent.filter((instance) => described.includes(instance));
  return [
    asleep.length === 0
      ? good('services', `${services.length} services run`)
      : bad('services', `no instance runs of ${some(asleep)}`, 'start it; or, if it is no more: obey groups'),
    left.length === 0
      ? good('silent instances', 'every instance that was heard of is alive, or has left in order')
      : bad(
          'silent instances',
          `${some(left)} fell silent without leaving`,
          'look at their logs; obey instances',
        ),
  ];
};
