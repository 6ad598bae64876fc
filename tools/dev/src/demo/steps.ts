import { isProblem } from '@obey/client';

/** What became of one step. */
export type StepReport =
  | { readonly kind: 'done'; readonly title: string; readonly tookMs: number; readonly correlationId: string }
  | {
      readonly kind: 'failed';
      readonly title: string;
      readonly tookMs: number;
      readonly correlationId: string;
      readonly error: unknown;
    };

export interface Steps {
  /** Does one step with a correlation id of its own, and tells of it. A failed one ends the story. */
  step<T>(title: string, work: (correlationId: string) => Promise<T>): Promise<T>;
  count(): number;
}

/** The step's error, told already. */
export class StepFailed extends Error {
  constructor(title: string, options: ErrorOptions) {
    super(
      `${title}: ${options.cause instanceof Error ? options.cause.message : String(options.cause)}`,
      options,
    );
    this.name = 'StepFailed';
  }
}

/** `run` tells the correlation ids of this run from those of others. */
export const createSteps = (run: string, report: (step: StepReport) => void): Steps => {
  let count = 0;
  return {
    count: () => count,
    async step(title, work) {
      const correlationId = `demo-${run}-${++count}`;
      const started = performance.now();
      const outcome = () => ({ title, correlationId, tookMs: performance.now() - started });
      try {
        const result = await work(correlationId);
        report({ kind: 'done', ...outcome() });
        return result;
      } catch (cause) {
        const id = (isProblem(cause) && cause.correlationId) || correlationId;
        report({ kind: 'failed', ...outcome(), correlationId: id, error: cause });
        throw new StepFailed(title, { cause });
      }
    },
  };
};
