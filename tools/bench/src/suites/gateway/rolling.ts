import { newId } from '@obey/choreography';
import { MongoClient } from 'mongodb';
import { openLoop } from '../../open-loop.js';
import { withDatabase } from '../embedded-mongo/database.js';
import { onDisk, withRedis } from '../runtime/rounds.js';
import { type ServiceProcess, startServiceProcess } from '../service-process.js';

const names = ['auth', 'content', 'alerts', 'presence'] as const;
const perService = 2;
const perSecond = 200;
const url = 'https://bench.test';
const admin = { email: 'admin@bench.test', password: `bench-${newId()}` };

/** Asks every service through the gateway, reads and writes, until each of its instances was replaced and so many requests were made; how many failed. */
export const rolling = (
  least: number,
  progress: (text: string) => void,
): Promise<{ readonly asked: number; readonly failed: number }> =>
  withDatabase(process.env.MONGO_URL, ({ url: mongoUrl, db }) =>
    withRedis(onDisk, async ({ url: redisUrl }) => {
      const databaseOf = (name: string) => `${db.databaseName}_${name}`;
      const env = {
        ...{
          REDIS_URL: redisUrl,
          MONGO_URL: mongoUrl,
          TOKEN_ISSUER: url,
          TOKEN_AUDIENCE: url,
          SITE_URL: url,
        },
        ...{ AUTH_SECRET: newId() + newId(), ADMIN_EMAIL: admin.email, ADMIN_PASSWORD: admin.password },
        ALERTS_SECRET: newId() + newId(),
        ...{ SERVICES: names.join(), ADDRESS_LIMITS: 'none', USER_LIMITS: 'none' },
      };
      const start = (name: (typeof names)[number]) =>
        startServiceProcess(`@obey/${name}`, { ...env, MONGO_DATABASE: databaseOf(name) });
      const instances: { readonly name: (typeof names)[number]; running: ServiceProcess }[] = [];
      let over = false;
      const gateway = await startServiceProcess('@obey/gateway', env, '/');
      try {
        progress('starting two instances of each service');
        for (const name of names)
          for (let count = 0; count < perService; count++)
            instances.push({ name, running: await start(name) });
        const ask = await askerAt(gateway.url);
        const tally = { asked: 0, failed: 0, replaced: false };
        const one = async () => {
          const turn = tally.asked++;
          if (!(await ask(turn).catch(() => false))) tally.failed += 1;
        };
        const asking = async () => {
          while (!over && (!tally.replaced || tally.asked < least))
            await openLoop({ count: perSecond, perSecond }, one);
        };
        const all = asking();
        for (const [position, instance] of instances.entries()) {
          progress(`replacing instance ${position + 1} of ${instances.length}`);
          const successor = await start(instance.name);
          await instance.running.stop();
          instance.running = successor;
        }
        tally.replaced = true;
        progress(`asking on until ${least}`);
        await all;
        return tally;
      } finally {
        over = true;
        await gateway.stop();
        for (const { running } of instances) await running.stop();
        const client = await MongoClient.connect(mongoUrl);
        for (const name of names) await client.db(databaseOf(name)).dropDatabase();
        await client.close();
      }
    }),
  );

/** Gives whether the request of a turn succeeded: reads of every service, and every fifth writes a post. */
const askerAt = async (gateway: string) => {
  const send = async (method: string, path: string, token: string, body?: object) => {
    const headers = { 'Content-Type': 'application/json', Authorization: `Bearer ${token}` };
    const answer = await fetch(`${gateway}${path}`, {
      method,
      headers,
      ...(body && { body: JSON.stringify(body) }),
    });
    const text = await answer.text();
    return { ok: answer.ok, text, body: answer.ok && text !== '' ? JSON.parse(text) : undefined };
  };
  const signedIn = async () => {
    const { body, text } = await send('POST', '/auth/sign-in', '', admin);
    if (body === undefined) throw new Error(`The administrator cannot sign in: ${text}`);
    return { token: String(body.accessToken), at: performance.now() };
  };
  let session = await signedIn();
  const made = async (path: string, body: object) =>
    String((await send('POST', path, session.token, body)).body?.id);
  const category = await made('/content/categories', { title: 'Bench' });
  const section = await made(`/content/categories/${category}/sections`, { title: 'Bench' });
  const thread = await made(`/content/sections/${section}/threads`, { title: 'Bench', body: 'First' });
  return async (turn: number): Promise<boolean> => {
    if (performance.now() - session.at > 200_000) session = await signedIn();
    const reads = ['/auth/me', `/content/threads/${thread}/posts`, '/presence/online', '/alerts'];
    const read = reads[turn % 5];
    const answer =
      read === undefined
        ? await send('POST', `/content/threads/${thread}/posts`, session.token, { body: `Post ${turn}` })
        : await send('GET', read, session.token);
    if (!answer.ok) process.stderr.write(`${read ?? 'a post'}: ${answer.text}\n`);
    return answer.ok;
  };
};
