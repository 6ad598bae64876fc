import { Observable, type OperatorFunction } from 'rxjs';

/**
 * Items of one lane are worked on one after the other, lanes side by side. A lane lasts as long as it has
 * items. Where the work on an item rejects, `failed` gives its result.
 */
export const inLanes =
  <T, R>(
    laneOf: (item: T) => string,
    work: (item: T) => Promise<R> | R,
    failed: (item: T, error: unknown) => R,
  ): OperatorFunction<T, { readonly item: T; readonly result: R }> =>
  (items) =>
    new Observable((subscriber) => {
      const lanes = new Map<string, T[]>();
      let ended = false;

      const attempt = (item: T): Promise<R> | R => {
        try {
          return work(item);
        } catch (error) {
          return failed(item, error);
        }
      };
      const leave = (queue: T[], item: T, result: R) => {
        queue.shift();
        subscriber.next({ item, result });
      };
      // No coroutine, since most lanes live for one item.
      const proceed = (lane: string, queue: T[]): void => {
        for (let item = queue[0]; item !== undefined && !subscriber.closed; item = queue[0]) {
          const begun = item;
          const result = attempt(begun);
          if (result instanceof Promise) {
            const goOn = (outcome: R) => {
              leave(queue, begun, outcome);
              proceed(lane, queue);
            };
            result
              .then(goOn, (error: unknown) => goOn(failed(begun, error)))
              .catch((error: unknown) => subscriber.error(error));
            return;
          }
          leave(queue, begun, result);
        }
        lanes.delete(lane);
        if (ended && lanes.size === 0) subscriber.complete();
      };

      return items.subscribe({
        next: (item) => {
          const lane = laneOf(item);
          const queue = lanes.get(lane);
          if (queue) {
            queue.push(item);
            return;
          }
          const begun = [item];
          lanes.set(lane, begun);
          proceed(lane, begun);
        },
        error: (error: unknown) => subscriber.error(error),
        complete: () => {
          ended = true;
          if (lanes.size === 0) subscriber.complete();
        },
      });
    });
