import { distinctUntilChanged, exhaustMap, map, shareReplay, switchMap, timer } from 'rxjs';

/** The count at once, when a look has found it changed, and as a sign of life. All who listen share one look. */
export const countEvents = (ask: () => Promise<{ count: number }>, everyMs = 1_000, beatMs = 15_000) =>
  timer(0, everyMs).pipe(
    exhaustMap(ask),
    map(({ count }) => count),
    distinctUntilChanged(),
    switchMap((count) => timer(0, beatMs).pipe(map(() => ({ event: 'count', data: { count } })))),
    shareReplay({ bufferSize: 1, refCount: true }),
  );
