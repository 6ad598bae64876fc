/** The answer did not begin in time. */
export class DeadlineOver extends Error {
  readonly code = 'gateway.deadline';
  /** The client wanted it sooner than services must answer: that is no fault of the service. */
  readonly impatient: boolean;

  constructor(ms: number, longestMs: number) {
    super(`The answer did not begin within ${ms} ms`);
    this.name = 'DeadlineOver';
    this.impatient = ms < longestMs;
  }
}

/** How long a request may take until its answer begins: what the client asks for by X-Timeout-Ms, if that is less. */
export const timeoutOf = (asked: string | string[] | undefined, longestMs: number): number => {
  const ms = typeof asked === 'string' && /^[1-9]\d{0,8}$/.test(asked) ? Number(asked) : longestMs;
  return Math.min(ms, longestMs);
};
