import { createRuntime, type Observation, on, type Runtime, type Tuning } from '@obey/choreography';
import type { Consumer, ConsumerOptions, Contender } from './contender.js';
import { contractOf } from './contract.js';
import { raw } from './raw.js';
import type { Post } from './workload.js';

/** The runtime as a service uses it: with its defaults, validation on. */
export const ours: Contender = {
  fill: raw.fill,
  drained: raw.drained,
  openPublisher: async (url, topic) => {
    const contract = contractOf(topic);
    const runtime = await createRuntime({ service: topic.owner, redis: url });
    return {
      singly: async (posts) => {
        await Promise.all(posts.map((post) => runtime.publish(contract, post)));
      },
      ...(publishesBatches(runtime) && {
        together: async (posts) => {
          await runtime.publishAll(contract, posts);
        },
      }),
    };
  },
  openConsumer,
};

const nimbleTuning: Partial<Tuning> = { stableMs: 0, heartbeatMs: 200 };

async function openConsumer({ url, group, topics, nimble, heard }: ConsumerOptions): Promise<Consumer> {
  let held = 0;
  const observe = ({ kind }: Observation) => {
    if (kind === 'acquired') held += 1;
    if (kind === 'released' || kind === 'lost') held -= 1;
  };
  const runtime = await createRuntime({
    service: group,
    redis: url,
    observe,
    ...(nimble && { tuning: nimbleTuning }),
  });
  const reactions = topics.map((topic) => on(contractOf(topic), ({ data }) => heard(data)));
  return {
    start: () => runtime.start(reactions),
    stop: () => runtime.stop({ drainMs: 2_000 }),
    held: () => held,
  };
}

interface BatchPublishing {
  publishAll(contract: ReturnType<typeof contractOf>, list: readonly Post[]): Promise<unknown>;
}

const publishesBatches = (
  runtime: Runtime | (Runtime & BatchPublishing),
): runtime is Runtime & BatchPublishing => 'publishAll' in runtime;
