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
