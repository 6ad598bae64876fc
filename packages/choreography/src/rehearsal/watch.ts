import { createReply } from '../ask.js';
import { decode, encode } from '../cloud-event.js';
import type { Memory } from '../memory/memory.js';
import { connectTo } from '../memory/memory-transport.js';
import type { Message } from '../message.js';
import type { Link, Transport } from '../transport.js';

/** What was put on the streams, or postponed. */
export interface Told {
  readonly message: Message;
  readonly notBefore?: Date;
}

/** Carries the service's calls to the memory: hears what it says, answers what it asks, and lets it die. */
export const watchService = (memory: Memory) => {
  const answers = new Map<string, (message: Message) => unknown>();
  const told: Told[] = [];
  let life: 'alive' | 'dying' | 'dead' = 'alive';

  const answer = async (message: Message, publishing: Link['publishing']) => {
    const reply = createReply(publishing, 'stage');
    try {
      const known = answers.get(message.type);
      if (!known) throw new Error('nobody on this stage answers it; say what is answered by `stage.answers`');
      await reply(message, { data: await known(message) });
    } catch (error) {
      await reply(message, { error: error instanceof Error ? error.message : String(error) });
    }
  };
  const answersItself = (stream: string) => (memory.streams.find(stream)?.groups.size ?? 0) > 0;

  const watched = (link: Link): Link => ({
    ...link,
    publishing: {
      ...link.publishing,
      add: async (stream, message, options) => {
        if (message.replyTo === undefined) told.push({ message: asHeard(message) });
        const outcome = await link.publishing.add(stream, message, options);
        if (message.replyTo !== undefined && !answersItself(stream)) void answer(message, link.publishing);
        return outcome;
      },
      postpone: (stream, message, notBefore) => {
        told.push({ message: asHeard(message), notBefore });
        return link.publishing.postpone(stream, message, notBefore);
      },
    },
    groups: {
      ...link.groups,
      acknowledge: async (stream, group, ids) => {
        if (life === 'alive') return link.groups.acknowledge(stream, group, ids);
        life = 'dead';
        memory.progressed.next();
      },
    },
  });

  const transport: Transport = {
    connect: async (options) => watched(await connectTo(memory, options)),
  };
  return {
    transport,
    answers,
    /** What has been told since this was called before. */
    takeTold: (): readonly Told[] => told.splice(0),
    /**
     * From now on, no acknowledgement arrives: the process dies at the first that it sends. It is then stopped, so
     * that its leases need not run out first.
     */
    dieBeforeAcknowledging: () => {
      life = 'dying';
    },
    hasDied: () => life === 'dead',
    revive: () => {
      life = 'alive';
    },
  };
};

// What the service does to its data later changes nothing for those who hear it.
const asHeard = (message: Message) => decode(encode(message));
