/** The answer did not begin in time. */
export class DeadlineOver extends Error {
  readonly code = 'gateway.deadline';

  constructor(ms: number) {
    super(`The answer did not begin within ${ms} ms`);
    this.name = 'DeadlineOver';
  }
}

/** How long a request may take until its answer begins: what the client asks for by X-Timeout-Ms, if that is less. */
export const timeoutOf = (asked: string | string[] | undefined, longestMs: number): number => {
  const ms = typeof asked === 'string' && /^[1-9]\d{0,8}$/.test(asked) ? Number(asked) : longestMs;
  return Math.min(ms, longestMs);
};
