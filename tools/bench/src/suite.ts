/** One figure of a run, as `--json` prints it. */
export interface CaseResult {
  readonly suite: string;
  readonly case: string;
  readonly unit:
    | 'ms'
    | 'msg/s'
    | 'alerts/s'
    | 'req/s'
    | 'ops/s'
    | 'ratio'
    | 'bytes'
    | 'MiB'
    | '% of a core'
    | 'requests';
  /** The median of the rounds. */
  readonly value: number;
  /** What it was measured beside, its figure, and ours over theirs. */
  readonly against?: string;
  readonly base?: number;
  readonly ratio?: number;
  readonly rounds: number;
  readonly min: number;
  readonly max: number;
}

export interface SuiteContext {
  /** Ends within 60 s, with fewer rounds. */
  readonly quick: boolean;
  /** Shows what goes on; not part of the result. */
  readonly progress: (text: string) => void;
}

export interface Suite {
  /** What it measures and how, in one or two sentences. */
  readonly about: string;
  readonly run: (context: SuiteContext) => Promise<CaseResult[]>;
}
