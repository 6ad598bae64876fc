import type { Static, TSchema } from 'typebox';
import { type Contract, checkOf, type Request } from '../contract.js';
import { createRuntime } from '../create-runtime.js';
import { createMemory } from '../memory/memory.js';
import { connectTo, transportOf } from '../memory/memory-transport.js';
import { compose, type Message, newId, type Outgoing } from '../message.js';
import { streamKeyFor } from '../names.js';
import type { Runtime } from '../runtime.js';
import { defaultTuning, type Tuning } from '../tuning.js';
import { aboutAnother } from './about-another.js';
import { learnNames } from './names-said.js';
import { createRest } from './rest.js';
import type { RehearsalOptions, Said, Stage } from './stage.js';
import { type Told, watchService } from './watch.js';

/** Nobody is in the way here, and nothing is far away. */
const swift: Partial<Tuning> = {
  leaseMs: 60_000,
  heartbeatTtlMs: 60_000,
  ackFlushMs: 0,
  retryBaseMs: 1,
  retryMaxMs: 4,
  reactionTimeoutMs: 2_000,
};
/** A process that dies has no more than its last acknowledgement to send; one that hangs at the end is left. */
const [deathMs, closeMs] = [30_000, 200];

/**
 * Tries a service without Redis: given what has happened, when this message arrives, then it says … Nothing is
 * waited for but the service itself, so it takes milliseconds.
 */
export const rehearse = async (options: RehearsalOptions): Promise<Stage> => {
  const { service, reactions, says, asks, settled = () => true } = options;
  const tuning = { ...defaultTuning, ...swift, ...options.tuning };
  const memory = createMemory();
  const names = learnNames();
  const watch = watchService(memory);
  const rest = createRest({ memory, tuning, settled });
  const unheard = () => {};
  const link = await connectTo(memory, {
    instance: 'stage',
    tuning,
    observe: unheard,
    onNewServer: unheard,
  });

  const begin = async () => {
    const runtime = await createRuntime({
      service,
      transport: watch.transport,
      tuning,
      observe: rest.observe,
      ...(says && { says }),
      ...(asks && { asks }),
    });
    const made = typeof reactions === 'function' ? await reactions(names.runtime(runtime)) : reactions;
    await runtime.start(made.map(names.reaction));
    return runtime;
  };
  let runtime = await begin();
  await rest.reached();
  let audience: Promise<Runtime> | undefined;

  // Each message is said at least a millisecond after the one before it, so that times and ids tell their order.
  let lastSaidAt = 0;
  const saidNow = <C extends Contract>(contract: C, data: Static<C['data']>): Outgoing => {
    lastSaidAt = Math.max(Date.now(), lastSaidAt + 1);
    const source = contract.kind === 'notification' ? contract.owner : 'stage';
    const message = compose(contract, data, { source, id: newId(lastSaidAt), time: new Date(lastSaidAt) });
    return { stream: streamKeyFor(contract, message.subject), message };
  };
  const tell = ({ stream, message }: Outgoing) => link.publishing.add(stream, message);
  const play = async (outgoing: Outgoing) => {
    await tell(outgoing);
    await rest.reached();
    watch.takeTold();
  };

  const crash = async () => {
    try {
      await rest.reached(watch.hasDied);
      if (!watch.hasDied()) return;
      await runtime.stop({ drainMs: deathMs });
    } finally {
      watch.revive();
    }
    runtime = await begin();
  };

  return {
    given: (contract, data) => play(saidNow(contract, data)),

    when: async (contract, data, { drill, newer } = {}) => {
      const outgoing = saidNow(contract, data);
      if (drill === 'late') await (newer ? newer() : play(saidNow(contract, aboutAnother(contract, data))));
      if (drill === 'crash-before-ack') watch.dieBeforeAcknowledging();
      watch.takeTold();
      await tell(outgoing);
      if (drill === 'twice') await tell(outgoing);
      if (drill === 'crash-before-ack') await crash();
      await rest.reached();
      return distinct(watch.takeTold(), names.nameOf);
    },

    answers: (request, answer) => {
      watch.answers.set(request.type, checked(request, answer));
    },

    asks: async (request, data) => {
      audience ??= createRuntime({ service: 'stage', transport: transportOf(memory), tuning });
      const answered = (await audience).ask(request, data, { timeoutMs: 30_000 });
      try {
        return await answered;
      } finally {
        // Why it could not be answered, the answer says.
        await rest.reached().catch(() => undefined);
      }
    },

    close: async () => {
      await runtime.stop({ drainMs: closeMs });
      await (await audience)?.stop({ drainMs: closeMs });
      link.close();
    },
  };
};

const checked = <D extends TSchema, A extends TSchema>(
  request: Request<D, A>,
  answer: (data: Static<D>) => Static<A> | Promise<Static<A>>,
) => {
  const check: (data: unknown) => asserts data is Static<D> = checkOf(request.type, request.data);
  return ({ data }: Message) => {
    check(data);
    return answer(data);
  };
};

const distinct = (told: readonly Told[], nameOf: (type: string) => string): Said[] => {
  const seen = new Set<string>();
  return told.flatMap(({ message: { id, type, data }, notBefore }) => {
    const what = JSON.stringify([id, type, data]);
    if (seen.has(what)) return [];
    seen.add(what);
    return [{ name: nameOf(type), data, ...(notBefore && { notBefore }) }];
  });
};
