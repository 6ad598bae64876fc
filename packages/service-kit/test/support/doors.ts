import { Readable } from 'node:stream';
import { answer, createRuntime } from '@obey/choreography';
import { connectTo, startRedis } from '@obey/test-servers';
import type { ExecutionContext } from 'ava';
import Type from 'typebox';
import { defineService, type Environment, route, startService, type VoidedBy } from '../../src/index.js';
import { send } from './shop.js';
import { createSigner, issuer } from './signing.js';

const declared = { owner: 'door', version: 1, partitions: 8, subject: 'holder' } as const;
const notification = { ...declared, kind: 'notification', answer: undefined } as const;
export const DoorPassTaken = {
  ...notification,
  name: 'DoorPassTaken',
  type: 'door.pass.taken',
  data: Type.Object({ holder: Type.String(), pass: Type.String() }),
};
export const DoorHolderChanged = {
  ...notification,
  name: 'DoorHolderChanged',
  type: 'door.holder.changed',
  data: Type.Object({
    holder: Type.String(),
    version: Type.Integer(),
    rank: Type.Integer(),
    shut: Type.Boolean(),
  }),
};
const DoorGetKeys = {
  ...declared,
  kind: 'request',
  name: 'DoorGetKeys',
  type: 'door.get.keys',
  subject: undefined,
  data: Type.Object({}),
  answer: Type.Object({ keys: Type.Array(Type.Record(Type.String(), Type.Unknown())) }),
} as const;

const voided = (by: VoidedBy) => {
  by(DoorPassTaken, ({ holder, pass }) => ({ userId: holder, sessionId: pass }));
  by(DoorHolderChanged, ({ holder, version, rank, shut }) => ({
    userId: holder,
    version,
    ...(!shut && { unless: { rank, roles: [], permissions: ['orders.refund'] } }),
  }));
};

const routes = [
  route({
    method: 'GET',
    path: '/shop/own',
    summary: 'A user',
    access: 'user',
    answers: { 200: Type.Object({ id: Type.String() }) },
    handle: ({ user }) => ({ status: 200, body: { id: user.id } }),
  }),
  route({
    method: 'GET',
    path: '/shop/news',
    summary: 'A stream that does not end',
    access: 'user',
    answers: { 200: { contentType: 'text/event-stream' } },
    handle: ({ user }) => {
      const body = new Readable({ read() {} });
      body.push(`data: ${user.id}\n\n`);
      return { status: 200, body };
    },
  }),
  route({
    method: 'GET',
    path: '/shop/pushed',
    summary: 'The same, pushed',
    access: 'user',
    answers: { 200: { contentType: 'text/event-stream' } },
    handle: ({ user }) => ({
      status: 200,
      body: (line) => {
        line.write(`data: ${user.id}\n\n`);
        return { drained: () => {}, closed: () => {} };
      },
    }),
  }),
];

/** A Redis, the issuer of tokens, which tells of void ones, and shops that check them. */
export const startDoors = async (t: ExecutionContext) => {
  const redis = await startRedis(t);
  const client = connectTo(t, redis.url);
  const signer = await createSigner('key-1');
  const door = await createRuntime({ service: 'door', redis: redis.url });
  t.teardown(() => door.stop({ drainMs: 500 }));
  await door.start([answer(DoorGetKeys, () => ({ keys: [signer.jwk] }))]);
  const shop = defineService({
    name: 'shop',
    config: {},
    tokens: { keys: DoorGetKeys, voided },
    create: () => ({ routes }),
  });
  const env = { REDIS_URL: redis.url, TOKEN_ISSUER: issuer, TOKEN_AUDIENCE: issuer, DRAIN_SECONDS: '1' };
  const start = async (changes: Environment = {}) => {
    const running = await startService(shop, { ...env, ...changes }, { log: 'silent' });
    t.teardown(() => running.stop());
    const codeFor = async (token: string) => {
      const { status, body, headers } = await send(
        `${running.url}/shop/own`,
        'GET',
        undefined,
        bearer(token),
      );
      if (status === 401 && !headers.get('www-authenticate')) return 'no challenge';
      return status === 200 ? 'accepted' : body.code;
    };
    return { ...running, codeFor };
  };
  return {
    redis,
    client,
    door,
    start,
    /** Tokens of one holder, in these sessions and of these versions. */
    token: (holder: string, pass: string, version = 1, rank = 0) =>
      signer.sign({ sub: holder, sid: pass, user_version: version, rank }),
  };
};

export const bearer = (token: string) => ({ Authorization: `Bearer ${token}` });

/** Opens the stream; tells whether it has ended. */
export const openNews = async (t: ExecutionContext, url: string, token: string, path = '/shop/news') => {
  const ending = new AbortController();
  t.teardown(() => ending.abort());
  const response = await fetch(url + path, { headers: bearer(token), signal: ending.signal });
  let state: 'open' | 'ended' | 'broken' = 'open';
  const read = async () => {
    for await (const chunk of response.body ?? []) void chunk;
  };
  read().then(
    () => {
      state = 'ended';
    },
    () => {
      state = 'broken';
    },
  );
  return { status: response.status, state: () => state };
};
