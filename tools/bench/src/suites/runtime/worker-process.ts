import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { Answer, Job, Order } from './job.js';

export interface WorkerProcess {
  /** Carries out one order after the other; the numbers are described at `Order`. Rejects with what the worker says. */
  order(order: Order): Promise<readonly number[]>;
  end(): Promise<void>;
}

/** Starts a process for one contender; resolves when it is connected. */
export const startWorker = async (job: Job): Promise<WorkerProcess> => {
  const script = fileURLToPath(new URL('./worker.js', import.meta.url));
  // What it prints must not mix with results on stdout.
  const child = fork(script, [JSON.stringify(job)], { stdio: ['ignore', 2, 2, 'ipc'] });
  const exited = once(child, 'exit');
  try {
    await answerFrom(child);
  } catch (error) {
    child.kill();
    throw error;
  }
  return {
    order: async (order) => {
      const answer = answerFrom(child);
      child.send(JSON.stringify(order));
      return answer;
    },
    end: async () => {
      if (child.connected) child.disconnect();
      await exited;
    },
  };
};

const answerFrom = async (child: ChildProcess): Promise<readonly number[]> => {
  const ending = new AbortController();
  const { signal } = ending;
  const ended = async (): Promise<never> => {
    const [code, how] = await once(child, 'exit', { signal });
    throw new Error(`A worker ended with ${code ?? how} instead of answering.`);
  };
  try {
    const [received] = await Promise.race([once(child, 'message', { signal }), ended()]);
    const answer: Answer = JSON.parse(String(received));
    if ('failed' in answer) throw new Error(`A worker failed: ${answer.failed}`);
    return answer.values;
  } finally {
    ending.abort();
  }
};
