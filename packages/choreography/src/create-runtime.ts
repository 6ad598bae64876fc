import { createAsker, createReply } from './ask.js';
import { type Consumer, createConsumer } from './consume.js';
import type { Contract } from './contract.js';
import { discover, unknownOf } from './discover.js';
import { Misdeclared, Replaying } from './errors.js';
import { createFollow } from './follow.js';
import { createHandler } from './handle.js';
import { createListener } from './listen.js';
import { watchForLoss } from './loss.js';
import { newId } from './message.js';
import { noticesKey, reportsKey } from './names.js';
import { all, harmless } from './observe.js';
import { createOutbox, type RunningOutbox } from './outbox.js';
import { parted, type Row, streamsWith, tableOf } from './reactions.js';
import { redisTransport } from './redis/redis-transport.js';
import { isReplaying } from './replaying.js';
import { createReporter } from './reports.js';
import { keepTrimming } from './retention.js';
import type { Runtime, RuntimeOptions } from './runtime.js';
import { createSaying } from './say.js';
import { createSchedule } from './schedule.js';
import { createSettle } from './settle.js';
import { createTimeLimit } from './time-limit.js';
import {
  createAnnouncer,
  type Declared,
  declared,
  readInstances,
  readTopology,
  requireSamePartitions,
} from './topology.js';
import { defaultTuning, requireSound, type Tuning } from './tuning.js';
import { endable, pause } from './waiting.js';

/**
 * Connects one instance of a service to the streams. Waits for Redis as long as `signal` allows; once
 * connected, it outlasts every later absence by itself. Throws `Evicting` where Redis would throw messages
 * away.
 */
export const createRuntime = async (options: RuntimeOptions): Promise<Runtime> => {
  const { service, says, asks, retention = {}, signal } = options;
  const instance = options.instance ?? `${service}-${newId()}`;
  const told = harmless(options.observe);
  const reporter = options.reports ? createReporter({ service, instance, observe: told }) : undefined;
  const observe = reporter ? all(told, reporter.hear) : told;
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
  const settle = createSettle({ group: service, groups, rebuilds: link.rebuilds, tuning, observe });
  const schedule = createSchedule({ publishing, observe });
  const stopping = endable();
  let consumer: Consumer | undefined;
  /** One message at least of each stream that is heard; undefined before the start. */
  let hearing: readonly Declared[] | undefined;
  let discovery: ReturnType<typeof discover> | undefined;
  /** Of its own, as they become known: trimmed by this service. */
  const ownContracts = new Set<Contract>(says);
  let stopped: Promise<void> | undefined;

  const topology = () => readTopology(link.directory);
  const declare = async (reactsTo?: readonly Declared[]) => {
    const all = [...(says ?? []), ...(asks ?? []), ...(reactsTo ?? [])];
    const services = await topology();
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
  const ownStreams = () => streamsWith([...ownContracts].filter(({ owner }) => owner === service));
  const trimming = keepTrimming({
    keeping: link.keeping,
    tuning,
    observe,
    retention,
    streams: ownStreams,
    visit: (stream) => schedule.lookIn(stream, 0),
  });
  const used = (contract: Contract) => void ownContracts.add(contract);
  const { mayTell, outgoing, tell, say, sayAll } = createSaying({
    service,
    says,
    asks,
    publishing,
    schedule,
    used,
  });
  const asker = createAsker({ service, instance, publishing, listener, observe, mayTell });

  // What services declare that were started later, and what they report.
  const hearMore = async (isWitness: boolean, hearsReports: boolean) => {
    const services = await topology();
    const more = isWitness ? unknownOf(hearing ?? [], services) : [];
    const all = [...(hearing ?? []), ...more];
    if (more.length > 0) await declare(all);
    const reporting = hearsReports ? services.map((known) => reportsKey(known.service)) : [];
    await consumer?.hear([...streamsWith(more), ...reporting]);
    hearing = all;
  };

  const start = async (given: readonly Row[]) => {
    if (hearing) throw new Misdeclared(`${service} has started before; give all its reactions at once`);
    const { reactions, tap, listening } = parted(given, service);
    const table = tableOf(reactions, service);
    const contracts = [...reactions.map(({ contract }) => contract), ...(tap?.hears ?? [])];
    await declare(contracts);
    hearing = contracts;
    for (const contract of contracts) ownContracts.add(contract);
    reporter?.begin(publishing, table.keys());
    if (table.size === 0 && !tap && !listening) return;
    const handle = createHandler({
      service,
      reactions: table,
      tap,
      listening,
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
      streams: [...streamsWith(contracts), ...(listening ? [reportsKey(service)] : [])],
      link,
      waiting: await link.openWaiting('read'),
      tuning,
      observe,
      settle,
      handle,
      history: options.history,
      due: schedule.lookIn,
      quarantineMs: loss.quarantineMs,
      dataLost: loss.lost,
      stopping: stopping.signal,
    });
    listener.listen([noticesKey(service)]).subscribe(() => consumer?.look());
    if (tap || listening)
      discovery = discover(() => hearMore(tap !== undefined, listening !== undefined), {
        everyMs: tuning.heartbeatMs,
        observe,
      });
  };

  const stop = async (drainMs: number) => {
    const steps = async () => {
      await announcer
        .close()
        .catch((error: unknown) => observe({ kind: 'trouble', what: 'withdrawing', error }));
      await consumer?.leave();
      await reporter?.close();
      await Promise.all(outboxes.map((outbox) => outbox.close()));
    };
    stopping.abort();
    discovery?.close();
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
    publishAll: sayAll,
    ask: (request, ...given) =>
      isReplaying() ? Promise.reject(new Replaying(request.name)) : asker.ask(request, ...given),
    follow: createFollow({ listener, observe }),
    compose: outgoing,
    outbox: async (collection, how) => {
      const outbox = await createOutbox(collection, { tell, publishing, tuning, observe }, how);
      outboxes.push(outbox);
      return outbox;
    },
    announce: announcer.serve,
    withdraw: announcer.withdraw,
    topology,
    instances: async () => (await readInstances(link.directory)).filter(({ serving }) => serving),
    backlog: async () =>
      (await Promise.all((consumer?.streams() ?? []).map((stream) => link.keeping.progress(stream))))
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
