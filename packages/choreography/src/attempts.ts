import { PublishUnknown, Stopping } from './errors.js';
import type { Message } from './message.js';
import { backOff, pause } from './waiting.js';

interface AttemptsDeps {
  readonly closing: AbortSignal;
  /** Whether trying again cannot help, since the server has answered. */
  readonly isFinal: (error: unknown) => boolean;
  /** Told of each failure that is tried again. */
  readonly failed?: (stream: string, error: unknown) => void;
}

interface Attempted {
  readonly stream: string;
  readonly message: Message;
  readonly withinMs: number;
}

/**
 * Tries to publish until the outcome is known, or the time is over (`PublishUnknown`). First tries go out at once;
 * from a failure on, the messages of that stream are tried one after the other, in their order, since each for
 * itself would come out shuffled.
 */
export const createAttempts = ({ closing, isFinal, failed = () => {} }: AttemptsDeps) => {
  const tails = new Map<string, Promise<unknown>>();

  const behind = <T>(stream: string, work: () => Promise<T>): Promise<T> => {
    const result = (tails.get(stream) ?? Promise.resolve()).then(work);
    const tail = result
      .catch(() => undefined)
      .finally(() => {
        if (tails.get(stream) === tail) tails.delete(stream);
      });
    tails.set(stream, tail);
    return result;
  };

  const again = async <T>(
    { stream, message: { type, id }, withinMs }: Attempted,
    startedAt: number,
    act: (attempt: number) => Promise<T>,
    failure: { readonly error: unknown } | undefined,
  ): Promise<T> => {
    let last = failure;
    for (let attempt = 2; ; attempt++) {
      if (last) {
        if (isFinal(last.error)) throw last.error;
        failed(stream, last.error);
        const inMs = backOff(attempt - 1, 20, 500);
        if (closing.aborted) throw new Stopping(`Publishing ${type} ${id}`);
        if (Date.now() + inMs - startedAt > withinMs)
          throw new PublishUnknown(type, id, { cause: last.error });
        await pause(inMs, closing);
      }
      try {
        return await act(attempt);
      } catch (error) {
        last = { error };
      }
    }
  };

  return async <T>(what: Attempted, act: (attempt: number) => Promise<T>): Promise<T> => {
    const startedAt = Date.now();
    if (tails.has(what.stream)) return behind(what.stream, () => again(what, startedAt, act, undefined));
    try {
      return await act(1);
    } catch (error) {
      if (isFinal(error)) throw error;
      // Only the first of them waits; those behind it try at once when their turn comes.
      const failure = tails.has(what.stream) ? undefined : { error };
      if (!failure) failed(what.stream, error);
      return behind(what.stream, () => again(what, startedAt, act, failure));
    }
  };
};
