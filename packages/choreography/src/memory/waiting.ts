import { filter, firstValueFrom, map, merge, mergeMap, Subject, tap, throwError, timer } from 'rxjs';
import type { Waiting } from '../transport.js';
import type { Memory } from './memory.js';
import type { Call } from './server.js';

interface WaitingDeps {
  readonly memory: Memory;
  readonly call: Call;
  readonly blockMs: number;
  /** `listen` hears entries as soon as it is given them; what `read` is told of, it then takes for its group. */
  readonly role: string;
}

type News = Awaited<ReturnType<Waiting['read']>>;

export const createWaiting = ({ memory, call, blockMs, role }: WaitingDeps): Waiting => {
  const { streams, server, hearing, progressed } = memory;
  const me = Symbol(role);
  const woken = new Subject<void>();
  const closed = new Subject<void>();
  let wakeWanted = false;
  let isClosed = false;

  const attentive = (listening: boolean) => {
    if (role !== 'listen') return;
    if (listening || isClosed) hearing.delete(me);
    else hearing.add(me);
    progressed.next();
  };
  attentive(false);

  const wait = async (after: ReadonlyMap<string, string>, count: number): Promise<News> => {
    const news = (): News =>
      [...after]
        .map(([stream, id]) => ({ stream, entries: streams.after(stream, id, count) }))
        .filter(({ entries }) => entries.length > 0);
    const present = news();
    if (present.length > 0 || wakeWanted) return present;
    attentive(true);
    const mine = streams.added.pipe(filter((stream) => after.has(stream)));
    const failed = server.failures.pipe(mergeMap((error) => throwError(() => error)));
    const ended = merge(
      mine.pipe(map(news)),
      merge(woken, timer(blockMs), closed).pipe(map(() => [])),
      failed,
    );
    const busyAgain = () => attentive(false);
    return firstValueFrom(ended.pipe(tap({ next: busyAgain, error: busyAgain })));
  };

  return {
    read: async (after, count) => {
      wakeWanted = false;
      return call(() => wait(after, count));
    },
    wake: () => {
      wakeWanted = true;
      woken.next();
    },
    close: () => {
      isClosed = true;
      attentive(true);
      closed.next();
    },
  };
};
