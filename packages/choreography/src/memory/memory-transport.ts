import { decode } from '../cloud-event.js';
import type { Message } from '../message.js';
import type { ConnectOptions, DeadLetter, Link, Transport, Waiting } from '../transport.js';
import { endable } from '../waiting.js';
import { createDirectory } from './directory.js';
import { createGroups } from './groups.js';
import { createKeeping } from './keeping.js';
import { createLeases } from './leases.js';
import { createLetters } from './letters.js';
import { createMembers } from './members.js';
import { createMemory, type Memory } from './memory.js';
import { createMending } from './mending.js';
import { createPublishing } from './publishing.js';
import { createRebuilds } from './rebuilds.js';
import type { Call } from './server.js';
import { createWaiting } from './waiting.js';

export interface MemoryTransport extends Transport {
  /**
   * From now on every call fails as if the server was away, and so does every read that waits. What is under
   * way is carried out, but its reply is lost.
   */
  fail(): void;
  /** Ends the outage; all that was kept is still there. */
  heal(): void;
  /** The messages on the streams of notifications, commands and requests, each from its start, as far as they can be read. */
  messages(): readonly Message[];
  /** Every dead letter, oldest first. */
  deadLetters(): readonly DeadLetter[];
}

/**
 * Streams in the memory of this process, for tests: the semantics of Redis, without a server. Runtimes made
 * with the same transport talk to each other.
 */
export const memoryTransport = (): MemoryTransport => {
  const memory = createMemory();
  return {
    ...transportOf(memory),
    fail: memory.server.fail,
    heal: memory.server.heal,
    messages: () => messagesIn(memory),
    deadLetters: () =>
      [...memory.letters.values()].flat().sort((a, b) => a.died.getTime() - b.died.getTime()),
  };
};

/** A transport to a memory that is at hand. */
export const transportOf = (memory: Memory): Transport => ({
  connect: (options) => connectTo(memory, options),
});

/** One instance's link. Waits while the memory is away, as long as the signal allows. */
export const connectTo = async (
  memory: Memory,
  { tuning, observe, signal }: ConnectOptions,
): Promise<Link> => {
  const { server } = memory;
  const closing = endable();
  const opened = new Set<Waiting>();
  const call: Call = (work) =>
    closing.signal.aborted ? Promise.reject(new Error('Connection is closed.')) : server.call(work);
  await server.untilUp(signal);

  return {
    publishing: createPublishing({ memory, call, closing: closing.signal, tuning, observe }),
    leases: createLeases(memory, call),
    groups: createGroups(memory, call),
    members: createMembers(memory, call),
    directory: createDirectory(memory, call),
    keeping: createKeeping(memory, call),
    letters: createLetters(memory, call),
    rebuilds: createRebuilds(memory, call),
    mending: createMending(memory, call),
    openWaiting: async (role) => {
      await server.untilUp(signal);
      const waiting = createWaiting({ memory, call, blockMs: tuning.blockMs, role });
      opened.add(waiting);
      return waiting;
    },
    ready: () => server.isUp() && !closing.signal.aborted,
    close: () => {
      closing.abort();
      for (const waiting of opened) waiting.close();
    },
  };
};

const messagesIn = ({ streams }: Memory): Message[] =>
  streams
    .keys()
    .filter((key) => /^(?:events|commands|requests):/.test(key))
    .sort()
    .flatMap((key) => streams.after(key, '0-0'))
    .flatMap(({ json }) => readable(json));

// What no service could read stands there too, and becomes a dead letter.
const readable = (json = ''): Message[] => {
  try {
    return [decode(json)];
  } catch {
    return [];
  }
};
