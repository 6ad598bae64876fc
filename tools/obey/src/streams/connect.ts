import { type Connection, masters, openConnection, type RedisPlace } from '@obey/choreography/inspection';
import { RedisAway } from '../errors.js';
import { describePlace } from '../globals.js';

/** So long may one command of Redis take, in ms. */
const timeoutMs = 10_000;

/** Connects, or gives up at the first thing that goes wrong: a person waits for it. Throws `RedisAway`. */
export const connect = (place: RedisPlace): Promise<Connection> =>
  new Promise((resolve, reject) => {
    let isOpen = false;
    const fail = (error: unknown) => {
      if (isOpen) return;
      redis.disconnect();
      reject(new RedisAway(describePlace(place), error));
    };
    const redis = openConnection(place, {
      name: 'obey',
      timeoutMs,
      observe: (observation) => {
        if (observation.kind === 'trouble') fail(observation.error);
      },
    });
    redis.once('ready', async () => {
      // A node of a Cluster is connected by the first command for it, and refuses all others until it is. One that is away
      // fails what is asked of it, and nothing else.
      await Promise.allSettled(masters(redis).map((node) => node.ping()));
      isOpen = true;
      resolve(redis);
    });
  });
