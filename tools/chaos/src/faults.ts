import { setTimeout as delay } from 'node:timers/promises';
import type { TestRedis } from '@obey/test-servers';
import type { Redis } from 'ioredis';
import type { Fault, Planned } from './plan.js';
import type { Workers } from './processes.js';
import { fnv1a } from './random.js';
import { type LogRecord, now } from './records.js';

interface FaultsDeps {
  readonly redis: TestRedis;
  /** A connection of one's own, which no fault cuts. */
  readonly client: Redis;
  readonly workers: Workers;
  readonly log: (record: LogRecord) => void;
  /** Told when a fault is over; not of those that could not be caused. */
  readonly caused: (fault: Fault) => void;
}

/** Lets the faults of a plan happen when they are due. Resolves when the last of them is over. */
export const causeFaults = async (plan: readonly Planned[], deps: FaultsDeps): Promise<void> => {
  const beginning = now();
  await Promise.all(
    plan.map(async ({ atMs, fault }) => {
      await delay(Math.max(0, beginning + atMs - now()));
      deps.log({ kind: 'note', at: now(), worker: 'chaos', text: `${fault.kind} ${JSON.stringify(fault)}` });
      if (await cause(fault, deps)) deps.caused(fault);
    }),
  );
};

const cause = async (fault: Fault, { redis, client, workers }: FaultsDeps): Promise<boolean> => {
  switch (fault.kind) {
    case 'kill':
    case 'leave':
    case 'freeze':
      return workers[fault.kind](fault.slot, fault.forMs);
    case 'cut':
      await cut(client, fault.share);
      return true;
    case 'redis-kill':
      await redis.kill();
      await delay(fault.forMs);
      await redis.restart();
      return true;
    case 'redis-freeze':
      redis.signal('SIGSTOP');
      await delay(fault.forMs);
      redis.signal('SIGCONT');
      return true;
  }
};

const cut = async (client: Redis, share: number) => {
  const own = Number(await client.client('ID'));
  const list = String(await client.client('LIST'));
  const ids = [...list.matchAll(/^id=(\d+)/gm)].map(([, id]) => Number(id)).filter((id) => id !== own);
  const cutOff = ids.filter((id) => fnv1a(share, id) < share * 2 ** 32);
  for (const id of cutOff) await client.client('KILL', 'ID', id);
};
