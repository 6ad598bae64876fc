import { Observable, type OperatorFunction } from 'rxjs';

/** Gathers items until there are `most` of them, or `ms` after the first; nothing happens while none come. */
export const inBatches =
  <T>(ms: number, most: number): OperatorFunction<T, readonly T[]> =>
  (items) =>
    new Observable((subscriber) => {
      let batch: T[] = [];
      let timer: NodeJS.Timeout | undefined;
      const flush = () => {
        clearTimeout(timer);
        timer = undefined;
        const full = batch;
        batch = [];
        if (full.length > 0) subscriber.next(full);
      };
      const source = items.subscribe({
        next: (item) => {
          batch.push(item);
          if (batch.length >= most) flush();
          else timer ??= setTimeout(flush, ms);
        },
        error: (error: unknown) => subscriber.error(error),
        complete: () => {
          flush();
          subscriber.complete();
        },
      });
      return () => {
        clearTimeout(timer);
        source.unsubscribe();
      };
    });
