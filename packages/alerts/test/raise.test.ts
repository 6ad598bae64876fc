import { AskTimeout, compose, newId, type Runtime } from '@obey/choreography';
import { AuthGetUserById, ContentThreadReplied } from '@obey/contracts';
import test from 'ava';
import type { News } from '../src/news.js';
import { createRaise } from '../src/raise.js';
import type { Raised } from '../src/store.js';

const actorId = newId();
const reply = { threadId: newId(), title: 'Hello', postId: newId(), excerpt: 'Yes' };
const news: News = { kind: 'thread-replied', actorId, ...reply };
const message = compose(
  ContentThreadReplied,
  {
    ...reply,
    sectionId: newId(),
    readableBy: { allow: ['anyone'], deny: [] },
    threadAuthorId: newId(),
    number: 2,
    authorId: actorId,
  },
  { source: 'content' },
);
const runtime: Pick<Runtime, 'compose'> = {
  compose: (contract, data, { cause } = {}) => ({
    stream: contract.name,
    message: compose(contract, data, { source: 'alerts', cause }),
  }),
};

const start = (subscribers: readonly string[], away: (userId: string) => boolean = () => false) => {
  const sorted = [...subscribers].sort();
  const stored = new Map<string, Raised>();
  const batches: number[] = [];
  const raise = createRaise({
    runtime,
    siteUrl: 'https://forum.example',
    store: {
      subscribers: async (_threadId, after, limit) => sorted.filter((id) => id > after).slice(0, limit),
      raise: async (raised) => {
        batches.push(raised.length);
        for (const one of raised) if (!stored.has(one.alert._id)) stored.set(one.alert._id, one);
      },
      promote: async () => {},
    },
    users: {
      get: async (userId) => {
        if (away(userId)) throw new AskTimeout(AuthGetUserById.type, 0);
        return { userId, version: 1, nickname: userId === actorId ? 'Ben' : 'Ada', email: 'ada@example.org' };
      },
    },
  });
  const run = (signal = new AbortController().signal) =>
    raise.forSubscribers(reply.threadId, news, message, signal);
  return { stored, batches, run };
};

test('many subscribers are served in bounded batches, each once, but not the one whose deed it is', async (t) => {
  const subscribers = [actorId, ...Array.from({ length: 450 }, () => newId())];
  const { stored, batches, run } = start(subscribers);
  await run();
  t.is(
    batches.reduce((sum, size) => sum + size, 0),
    450,
  );
  t.true(Math.max(...batches) <= 200);
  t.deepEqual([...stored.values()].map(({ alert }) => alert.userId).sort(), subscribers.slice(1).sort());
  for (const { messages } of stored.values())
    t.deepEqual(
      messages.map(({ stream }) => stream),
      ['AlertsAlertRaised', 'MailingSendEmail'],
    );
});

test('begun again after a failure, the rest is raised and nothing twice', async (t) => {
  const subscribers = Array.from({ length: 450 }, () => newId()).sort();
  let away = true;
  const { stored, run } = start(subscribers, (userId) => away && userId === subscribers[300]);
  await t.throwsAsync(run(), { instanceOf: AskTimeout });
  t.is(stored.size, 200);
  const before = [...stored.values()];
  away = false;
  await run();
  t.is(stored.size, 450);
  t.deepEqual([...stored.values()].slice(0, 200), before);
});

test('no further batch is begun when the reaction has been given up', async (t) => {
  const { stored, run } = start(Array.from({ length: 450 }, () => newId()));
  await t.throwsAsync(run(AbortSignal.abort(new Error('given up'))));
  t.is(stored.size, 0);
});
