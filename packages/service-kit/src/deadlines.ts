import { type Deadline, DeadlineOver, isOutage, withDeadline } from '@obey/choreography';
import { MongoServerError } from 'mongodb';
import { Refusal } from './refusal.js';

/** How long a request may take, in ms: what its client asks for by X-Timeout-Ms, if that is a time, and less than the longest. */
export const timeoutOf = (asked: string | string[] | undefined, longestMs: number): number => {
  const ms = typeof asked === 'string' && /^[1-9]\d{0,8}$/.test(asked) ? Number(asked) : longestMs;
  return Math.min(ms, longestMs);
};

/** A tenth of the time is kept for the way of the answer, and no more than this. */
const longestWayMs = 50;

/**
 * The deadline of one request. One that is safe (RFC 9110, 9.2.1) may be given up at any time, whatever it keeps for the
 * next; any other until it begins to change something.
 */
// A class, since there is one for each request.
export class RequestDeadline implements Deadline {
  readonly #workMs: number;
  readonly #isSafe: boolean;
  #state: 'open' | 'committed' | 'over' | 'answered' = 'open';
  #until = Number.POSITIVE_INFINITY;
  #timer: NodeJS.Timeout | undefined;
  #refuse = (_error: Error) => {};

  constructor(ms: number, isSafe: boolean) {
    this.#workMs = ms - Math.min(longestWayMs, ms / 10);
    this.#isSafe = isSafe;
  }

  /**
   * Does the work of the request. Rejects with a `Refusal` when its time is over before it is done or committed. What the
   * work itself waits for is bounded if `isWatched`.
   */
  async hold<T>(work: () => Promise<T>, isWatched: boolean): Promise<T> {
    this.begin();
    try {
      return await new Promise<T>((resolve, reject) => {
        this.#refuse = reject;
        (isWatched ? withDeadline(this, work) : work()).then(resolve, reject);
      });
    } catch (error) {
      throw this.#explained(error);
    } finally {
      // What goes on behind the answer is not bounded.
      this.#close('answered');
    }
  }

  /** Counts, from the whole time. */
  begin(): void {
    if (this.#state !== 'open') return;
    this.#until = performance.now() + this.#workMs;
    this.#timer = setTimeout(() => this.#giveUp(), this.#workMs);
  }

  /** Counts no more until it begins again: what is waited for now is up to the client. */
  rest(): void {
    clearTimeout(this.#timer);
    this.#until = Number.POSITIVE_INFINITY;
  }

  /** The client went away: who changes nothing need not go on. */
  leave(): void {
    if (this.#isSafe) this.#giveUp();
  }

  leftMs(): number {
    if (this.#state === 'over') return 0;
    return this.#state === 'open' ? this.#until - performance.now() : Number.POSITIVE_INFINITY;
  }

  commit(): void {
    if (this.#isSafe) return;
    if (this.leftMs() <= 0) throw new DeadlineOver();
    this.#close('committed');
  }

  #giveUp(): void {
    this.#close('over');
    if (this.#state === 'over') this.#refuse(new DeadlineOver());
  }

  #close(how: 'committed' | 'over' | 'answered'): void {
    if (this.#state !== 'open') return;
    this.rest();
    this.#state = how;
  }

  #explained(error: unknown): unknown {
    if (this.#state === 'committed' && (isTooSlow(error) || isOutage(error))) return outcomeUnknown(error);
    return isTooSlow(error) ? tooSlow(error) : error;
  }
}

const maxTimeExpired = 50;

const isTooSlow = (error: unknown): boolean =>
  error instanceof DeadlineOver || (error instanceof MongoServerError && error.code === maxTimeExpired);

const tooSlow = (cause: unknown) =>
  new Refusal(
    'gateway-timeout',
    'request.too-slow',
    'It took too long, and was given up before it changed anything. Ask for less, or wait longer (X-Timeout-Ms)',
    { cause },
  );

const outcomeUnknown = (cause: unknown) =>
  new Refusal(
    'unavailable',
    'unavailable',
    'Something that this needs is away, and it may have been done. Look before you send it again, or send it with the same Idempotency-Key',
    { cause, retryAfterSeconds: 2 },
  );
