import { concatMap, defer, groupBy, mergeMap, type OperatorFunction, Subject, tap } from 'rxjs';

/**
 * Items of one lane are worked on one after the other, lanes side by side. A lane goes away when it is
 * empty, and not before: a new lane of the same name beside an old one would break the order.
 */
export const inLanes = <T, R>(
  laneOf: (item: T) => string,
  work: (item: T) => Promise<R>,
): OperatorFunction<T, R> => {
  return (items) =>
    defer(() => {
      const lanes = new Map<string, { waiting: number; readonly emptied: Subject<void> }>();
      const enter = (item: T) => {
        const name = laneOf(item);
        const lane = lanes.get(name);
        if (lane) lane.waiting += 1;
        else lanes.set(name, { waiting: 1, emptied: new Subject() });
      };
      const leave = (name: string) => {
        const lane = lanes.get(name);
        if (!lane) return;
        lane.waiting -= 1;
        if (lane.waiting > 0) return;
        lanes.delete(name);
        lane.emptied.next();
      };
      return items.pipe(
        tap(enter),
        groupBy(laneOf, { duration: ({ key }) => lanes.get(key)?.emptied ?? new Subject() }),
        mergeMap((lane) =>
          lane.pipe(
            concatMap(work),
            tap(() => leave(lane.key)),
          ),
        ),
      );
    });
};
