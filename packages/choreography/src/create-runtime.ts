import { from, mergeMap, type Observable } from 'rxjs';
import type { Static, TSchema } from 'typebox';
import { createAsker, createReply } from './ask.js';
import { createBlockingRead } from './blocking-read.js';
import { openConnection, untilReady } from './connection.js';
import { type Consumer, createConsumer } from './consume.js';
import { type Contract, checkOf, type Notification } from './contract.js';
import { Misdeclared, NotTheOwner } from './errors.js';
import { createHandler } from './handle.js';
import { createListener } from './listen.js';
import { type Cause, compose, decode, type Message, newId } from './message.js';
import { noticesKey, type StreamName, streamFor, streamKey, streamsOf } from './names.js';
import { createOutbox, type RunningOutbox } from './outbox.js';
import { createPublisher } from './publish.js';
import type { Reaction } from './reaction.js';
import type { Runtime, RuntimeOptions } from './runtime.js';
import { createSettle } from './settle.js';
import { createAnnouncer, readInstances } from './topology.js';
import { defaultTuning, type Tuning } from './tuning.js';
import { endable, pause } from './waiting.js';

/**
 * Connects one instance of a service to the streams. Waits for Redis as long as `signal` allows; once
 * connected, it outlasts every later absence by itself.
 */
export const createRuntime = async ({
  service,
  redis: url,
  instance = `${service}-${newId()}`,
  observe = () => {},
  tuning: tuned = {},
  signal,
}: RuntimeOptions): Promise<Runtime> => {
  const tuning: Tuning = { ...defaultTuning, ...tuned };
  const open = (role: string, timeoutMs: number) =>
    openConnection(url, { name: `${instance}:${role}`, timeoutMs, observe });
  const redis = open('commands', tuning.commandTimeoutMs);
  await untilReady(redis, signal);
  const openBlocking = async (role: string) => {
    const blocking = open(role, tuning.blockMs + tuning.commandTimeoutMs);
    await untilReady(blocking, signal);
    return createBlockingRead({ blocking, redis, blockMs: tuning.blockMs, observe });
  };

  const publisher = await createPublisher({ url, name: `${instance}:publish`, tuning, observe });
  const listener = createListener({ waiting: await openBlocking('listen'), redis, observe });
  const asker = createAsker({ service, instance, publisher, listener, observe });
  const announcer = createAnnouncer({ redis, tuning, observe });
  const settle = createSettle({ group: service, redis, tuning, observe });
  const outboxes: RunningOutbox[] = [];
  let consumer: Consumer | undefined;
  let stopped: Promise<void> | undefined;

  const mayTell = ({ kind, name, owner }: Contract) => {
    if (kind === 'notification' && owner !== service) throw new NotTheOwner(service, name, owner);
  };
  const outgoing = <C extends Contract>(contract: C, data: Static<C['data']>, cause?: Cause) => {
    mayTell(contract);
    const message = compose(contract, data, { source: service, cause });
    return { stream: streamKey(streamFor(contract, message.subject)), message };
  };
  const tell = async <C extends Contract>(contract: C, data: Static<C['data']>, cause?: Cause) => {
    const { stream, message } = outgoing(contract, data, cause);
    await publisher.add(stream, message);
    return message;
  };

  const start = async (reactions: readonly Reaction[]) => {
    const byType = tableOf(reactions, service);
    if (byType.size === 0) return;
    const notices = noticesKey(service);
    const handle = createHandler({
      service,
      reactions: byType,
      publisher,
      settle,
      tuning,
      observe,
      mayTell,
      reply: createReply(redis, service),
    });
    const waiting = await openBlocking('read');
    consumer = await createConsumer({
      group: service,
      instance,
      streams: heard(reactions),
      redis,
      waiting,
      tuning,
      observe,
      settle,
      handle,
    });
    listener.listen([notices]).subscribe(() => consumer?.look());
  };

  const follow = <D extends TSchema>(contract: Notification<D>): Observable<Message<Static<D>>> => {
    const check: (value: unknown) => asserts value is Static<D> = checkOf(contract.type, contract.data);
    const parse = (json: string | undefined): Message<Static<D>>[] => {
      try {
        const message = decode(json ?? '');
        if (message.type !== contract.type || message.version !== contract.version) return [];
        const data: unknown = message.data;
        check(data);
        return [{ ...message, data }];
      } catch (error) {
        observe({ kind: 'trouble', what: `following ${contract.type}`, error });
        return [];
      }
    };
    return listener
      .listen(streamsOf(contract).map(streamKey))
      .pipe(mergeMap(({ json }) => from(parse(json))));
  };

  const stop = async (drainMs: number) => {
    const steps = async () => {
      await announcer
        .withdraw(instance)
        .catch((error: unknown) => observe({ kind: 'trouble', what: 'withdrawing', error }));
      await consumer?.leave();
      await Promise.all(outboxes.map((outbox) => outbox.close()));
    };
    const timer = endable();
    await Promise.race([steps(), pause(drainMs, timer.signal)]);
    timer.abort();
    consumer?.close();
    asker.close();
    listener.close();
    publisher.close();
    redis.disconnect();
  };

  return {
    service,
    instance,
    publish: tell,
    send: tell,
    ask: asker.ask,
    follow,
    compose: outgoing,
    outbox: async (collection) => {
      const outbox = await createOutbox(collection, { publish: publisher.add, tuning, observe });
      outboxes.push(outbox);
      return outbox;
    },
    announce: (serving) =>
      announcer.announce({
        service,
        instance,
        ...(serving !== undefined && { url: serving }),
        startedAt: new Date().toISOString(),
      }),
    withdraw: () => announcer.withdraw(instance),
    instances: () => readInstances(redis),
    start,
    healthy: () => redis.status === 'ready' && (consumer?.able() ?? true),
    stop: ({ drainMs = 20_000 } = {}) => {
      stopped ??= stop(drainMs);
      return stopped;
    },
  };
};

/** The reactions by the type of message; two for one type, or one to another service's commands, exclude each other. */
const tableOf = (reactions: readonly Reaction[], service: string): Map<string, Reaction> => {
  const byType = new Map<string, Reaction>();
  const partitions = new Map<string, number>();
  for (const reaction of reactions) {
    const { type, name, kind, owner, partitions: count } = reaction.contract;
    if (byType.has(type)) throw new Misdeclared(`${service} reacts to ${name} twice; make it one reaction`);
    if (kind !== 'notification' && owner !== service)
      throw new Misdeclared(`${name} is for ${owner}; ${service} cannot react to it`);
    const stream = `${kind} ${owner}`;
    if ((partitions.get(stream) ?? count) !== count)
      throw new Misdeclared(`${name} has ${count} partitions, but its stream has ${partitions.get(stream)}`);
    partitions.set(stream, count);
    byType.set(type, reaction);
  }
  return byType;
};

const heard = (reactions: readonly Reaction[]): StreamName[] => [
  ...new Map(
    reactions.flatMap(({ contract }) => streamsOf(contract)).map((name) => [streamKey(name), name]),
  ).values(),
];
