import type { Static } from 'typebox';
import { createAsker, createReply } from './ask.js';
import { type Consumer, createConsumer } from './consume.js';
import type { Contract } from './contract.js';
import { Misdeclared, NotDeclared, NotTheOwner } from './errors.js';
import { createFollow } from './follow.js';
import { createHandler } from './handle.js';
import { createListener } from './listen.js';
import { watchForLoss } from './loss.js';
import { type Cause, compose, type Message, newId, type Outgoing } from './message.js';
import { noticesKey, streamKey, streamKeyFor, streamsOf } from './names.js';
import { harmless } from './observe.js';
import { createOutbox, type RunningOutbox, type Tell } from './outbox.js';
import type { Reaction, SayOptions } from './reaction.js';
import { heard, tableOf } from './reactions.js';
import { redisTransport } from './redis/redis-transport.js';
import { keepTrimming } from './retention.js';
import type { Runtime, RuntimeOptions } from './runtime.js';
import { createSchedule } from './schedule.js';
import { createSettle } from './settle.js';
import { createTimeLimit } from './time-limit.js';
import { createAnnouncer, declared, readInstances, readTopology, requireSamePartitions } from './topology.js';
import { activeTraceparent, telling } from './tracing.js';
import { defaultTuning, requireSound, type Tuning } from './tuning.js';
import { endable, pause } from './waiting.js';

/**
 * Connects one instance of a service to the streams. Waits for Redis as long as `signal` allows; once
 * connected, it outlasts every later absence by itself. Throws `Evicting` where Redis would throw messages
 * away.
 */
export const createRuntime = async (options: RuntimeOptions): Promise<Runtime> => {
  const { service, says, asks, retention = {}, signal } = options;
  const observe = harmless(options.observe);
  const instance = options.instance ?? `${service}-${newId()}`;
  const tuning: Tuning = { ...defaultTuning, ...options.tuning };
  requireSound(tuning);
  const transport = 'transport' in options ? options.transport : redisTransport(options.redis);

  const outboxes: RunningOutbox[] = [];
  const republish = async () => {
    const counts = await Promise.all(outboxes.map((outbox) => outbox.republish()));
    return counts.reduce((sum, count) => sum + count, 0);
  };
  const loss = watchForLoss({ tuning, observe, republish });
  const link = await transport.connect({ instance, tuning, observe, signal, onNewServer: loss.newServer });
  const { publishing, groups } = link;
  const listener = createListener({ waiting: await link.openWaiting('listen'), groups, observe });
  const announcer = createAnnouncer({
    directory: link.directory,
    service,
    instance,
    tuning,
    observe,
    dataLost: loss.lost,
  });
  const settle = createSettle({ group: service, groups, tuning, observe });
  const schedule = createSchedule({ publishing, observe });
  const stopping = endable();
  let consumer: Consumer | undefined;
  let reactions: readonly Reaction[] | undefined;
  /** Of its own, as they become known: trimmed by this service. */
  const ownContracts = new Set<Contract>(says);
  let stopped: Promise<void> | undefined;

  const declare = async (reactsTo?: readonly Contract[]) => {
    const all = [...(says ?? []), ...(asks ?? []), ...(reactsTo ?? [])];
    const services = await readTopology(link.directory);
    requireSamePartitions(
      all,
      services.filter((other) => other.service !== service),
    );
    // What this instance does not know (yet) stays as the service declared it before.
    const before = services.find((other) => other.service === service);
    await announcer.declare({
      says: says?.map(declared) ?? before?.says ?? [],
      asks: asks?.map(declared) ?? before?.asks ?? [],
      reactsTo: reactsTo?.map(declared) ?? before?.reactsTo ?? [],
    });
  };
  const ownStreams = () => [
    ...new Set(
      [...ownContracts]
        .filter(({ owner }) => owner === service)
        .flatMap(streamsOf)
        .map(streamKey),
    ),
  ];
  const trimming = keepTrimming({
    keeping: link.keeping,
    tuning,
    observe,
    retention,
    streams: ownStreams,
    visit: (stream) => schedule.lookIn(stream, 0),
  });
  const mayTell = (contract: Contract) => {
    const { kind, name, owner } = contract;
    if (kind === 'notification' && owner !== service) throw new NotTheOwner(service, name, owner);
    const known = kind === 'request' ? asks : says;
    if (known && !known.some(({ type, version }) => type === contract.type && version === contract.version))
      throw new NotDeclared(service, name, kind === 'request' ? 'asks' : 'says');
    ownContracts.add(contract);
  };
  const asker = createAsker({ service, instance, publishing, listener, observe, mayTell });
  const outgoing = <C extends Contract>(
    contract: C,
    data: Static<C['data']>,
    { cause, notBefore }: SayOptions & { cause?: Cause } = {},
  ): Outgoing<Static<C['data']>> => {
    mayTell(contract);
    const message = compose(contract, data, { source: service, cause, traceparent: activeTraceparent() });
    const stream = streamKeyFor(contract, message.subject);
    return { stream, message, ...(notBefore && { notBefore }) };
  };
  const postpone = async (stream: string, message: Message, dueAt: Date) => {
    await publishing.postpone(stream, message, dueAt);
    schedule.lookIn(stream, dueAt.getTime() - Date.now());
    return 'added' as const;
  };
  const tell: Tell = ({ stream, message, notBefore }, how) =>
    notBefore && notBefore.getTime() > Date.now()
      ? postpone(stream, message, notBefore)
      : publishing.add(stream, message, how);
  const say = <C extends Contract>(
    contract: C,
    data: Static<C['data']>,
    how?: SayOptions & { cause?: Cause },
  ) =>
    telling(contract, how?.cause, async (describe) => {
      const composed = outgoing(contract, data, how);
      describe([composed]);
      await tell(composed);
      return composed.message;
    });

  const start = async (given: readonly Reaction[]) => {
    if (reactions) throw new Misdeclared(`${service} has started before; give all its reactions at once`);
    const table = tableOf(given, service);
    const contracts = given.map(({ contract }) => contract);
    await declare(contracts);
    reactions = given;
    for (const contract of contracts) ownContracts.add(contract);
    if (table.size === 0) return;
    const handle = createHandler({
      service,
      reactions: table,
      limited: createTimeLimit(tuning.reactionTimeoutMs),
      tell,
      groups,
      settle,
      tuning,
      observe,
      mayTell,
      reply: createReply(publishing, service),
      blocked: (entry) => consumer?.blocked(entry),
    });
    consumer = await createConsumer({
      group: service,
      instance,
      streams: heard(given),
      link,
      waiting: await link.openWaiting('read'),
      tuning,
      observe,
      settle,
      handle,
      due: schedule.lookIn,
      quarantineMs: loss.quarantineMs,
      dataLost: loss.lost,
      stopping: stopping.signal,
    });
    listener.listen([noticesKey(service)]).subscribe(() => consumer?.look());
  };

  const stop = async (drainMs: number) => {
    const steps = async () => {
      await announcer
        .close()
        .catch((error: unknown) => observe({ kind: 'trouble', what: 'withdrawing', error }));
      await consumer?.leave();
      await Promise.all(outboxes.map((outbox) => outbox.close()));
    };
    stopping.abort();
    trimming.close();
    schedule.close();
    const timer = endable();
    await Promise.race([steps(), pause(drainMs, timer.signal)]);
    timer.abort();
    consumer?.close();
    asker.close();
    listener.close();
    link.close();
  };

  await declare().catch(async (error: unknown) => {
    await stop(tuning.commandTimeoutMs);
    throw error;
  });

  return {
    service,
    instance,
    publish: say,
    send: say,
    publishAll: (contract, list) =>
      telling(contract, undefined, async (describe) => {
        const all = list.map((data) => outgoing(contract, data));
        describe(all);
        await Promise.all(all.map((one) => tell(one)));
        return all.map(({ message }) => message);
      }),
    ask: asker.ask,
    follow: createFollow({ listener, observe }),
    compose: outgoing,
    outbox: async (collection, how) => {
      const outbox = await createOutbox(collection, { tell, publishing, tuning, observe }, how);
      outboxes.push(outbox);
      return outbox;
    },
    announce: announcer.serve,
    withdraw: announcer.withdraw,
    topology: () => readTopology(link.directory),
    instances: async () => (await readInstances(link.directory)).filter(({ serving }) => serving),
    backlog: async () =>
      (await Promise.all(heard(reactions ?? []).map((stream) => link.keeping.progress(stream))))
        .flat()
        .filter(({ group }) => group === service),
    start,
    healthy: () => link.ready() && (consumer?.able() ?? true),
    stop: ({ drainMs = 20_000 } = {}) => {
      stopped ??= stop(drainMs);
      return stopped;
    },
  };
};
