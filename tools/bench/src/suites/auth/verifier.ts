import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { Job } from './verifying.js';

/** A process that verifies one password, and nothing else, in so many threads. */
export interface Verifier {
  /** Verifications a second, over so many milliseconds. Rejects when the process ends instead. */
  rate(ms: number): Promise<number>;
  end(): Promise<void>;
}

export const startVerifier = (job: Job): Verifier => {
  const script = fileURLToPath(new URL('./verifying.js', import.meta.url));
  const child = fork(script, [JSON.stringify(job)], { stdio: ['ignore', 2, 2, 'ipc'], execArgv: [] });
  const exited = once(child, 'exit');
  return {
    rate: async (ms) => {
      const answered = once(child, 'message');
      child.send(ms);
      const ended = exited.then(([code]) => {
        throw new Error(`The process that verifies passwords ended with ${code}.`);
      });
      const [perSecond] = await Promise.race([answered, ended]);
      return Number(perSecond);
    },
    end: async () => {
      if (child.connected) child.disconnect();
      await exited;
    },
  };
};
