import { setTimeout as pause } from 'node:timers/promises';
import { until } from '@obey/test-servers';
import { openLoop } from '../../open-loop.js';
import { withDatabase } from '../embedded-mongo/database.js';
import { startServiceProcess } from '../service-process.js';
import { newMembers } from './accounts.js';
import { openRawStream } from './raw-stream.js';
import { issuer, type MeasuredAuth } from './server.js';

export const bansPerSecond = 20;
export const readsPerSecond = 100;
/** How long after a refusal that did not come yet content is asked again. */
const pollMs = 2;
const longestMs = 30_000;

/** So many of each at a pace, open loop, while content is read by somebody else; each of them in ms. */
export interface Banning {
  /** From auth's 204 to a ban until content answers 401 to the access token of who was banned. */
  refusals(count: number): Promise<number[]>;
  /** From XADD until XREAD in another connection has it, on the same Redis. */
  roundTrips(count: number): Promise<number[]>;
}

/** Runs this with a content in a process of its own beside auth: it learns of bans by the streams alone. */
export const withBanning = <T>(auth: MeasuredAuth, use: (banning: Banning) => Promise<T>): Promise<T> =>
  withDatabase(auth.mongoUrl, async ({ db }) => {
    const { url, stop } = await startServiceProcess('@obey/content', {
      REDIS_URL: auth.redisUrl,
      MONGO_URL: auth.mongoUrl,
      MONGO_DATABASE: db.databaseName,
      TOKEN_ISSUER: issuer,
      TOKEN_AUDIENCE: issuer,
    });
    try {
      const raw = await openRawStream(auth.redisUrl);
      try {
        return await use(banningAt(url, auth, raw.roundTrip));
      } finally {
        raw.close();
      }
    } finally {
      await stop();
    }
  });

const banningAt = (url: string, auth: MeasuredAuth, roundTrip: () => Promise<number>): Banning => {
  const read = async (token: string): Promise<number> => {
    const answer = await fetch(`${url}/content/categories`, {
      headers: { Authorization: `Bearer ${token}` },
    });
    await answer.arrayBuffer();
    return answer.status;
  };
  const accepted = async (token: string) => {
    const status = await read(token);
    if (status !== 200) throw new Error(`Content answered ${status} to a token that is good.`);
  };
  const refused = async (token: string): Promise<void> => {
    for (const deadline = performance.now() + longestMs; performance.now() < deadline; await pause(pollMs)) {
      const status = await read(token);
      if (status === 401) return;
      if (status !== 200) throw new Error(`Content answered ${status}, neither 200 nor 401.`);
    }
    throw new Error(`Content accepted the token of somebody banned for ${longestMs} ms.`);
  };
  const atPace = async (token: string, count: number, measure: (index: number) => Promise<number>) => {
    const took: number[] = [];
    const reads = Math.ceil((count * readsPerSecond) / bansPerSecond);
    await Promise.all([
      openLoop({ count: reads, perSecond: readsPerSecond }, () => accepted(token)),
      openLoop({ count, perSecond: bansPerSecond }, async (index) => void took.push(await measure(index))),
    ]);
    return took;
  };
  return {
    refusals: async (count) => {
      const [admin, members] = [await auth.signIn(), await newMembers(auth, count)];
      await until('content has the keys of auth', async () => (await read(admin.accessToken)) === 200);
      for (const { accessToken } of members) await accepted(accessToken);
      return atPace(admin.accessToken, count, async (index) => {
        const { id = '', accessToken = '' } = members[index] ?? {};
        await auth.ban(admin, id);
        const answeredAt = performance.now();
        await refused(accessToken);
        return performance.now() - answeredAt;
      });
    },
    roundTrips: async (count) => {
      const { accessToken } = await auth.signIn();
      await until('content has the keys of auth', async () => (await read(accessToken)) === 200);
      return atPace(accessToken, count, roundTrip);
    },
  };
};
