import { createRuntime, type Observation, on, type Tuning } from '@obey/choreography';
import type { Consumer, ConsumerOptions, Contender } from './contender.js';
import { contractOf } from './contract.js';
import { raw } from './raw.js';

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
      together: async (posts) => {
        await runtime.publishAll(contract, posts);
      },
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
