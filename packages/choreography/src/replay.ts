import { compareIds } from './entry-ids.js';
import type { Observer } from './observe.js';
import type { Groups, RawEntry } from './transport.js';
import { backOff, pause } from './waiting.js';

/** From where on a stream is told, and who wants to know when all that stood there has been. */
export interface Past {
  /** Entries after this id. */
  readonly after: string;
  readonly caughtUp: () => void;
}

interface Deps {
  readonly groups: Groups;
  readonly observe: Observer;
  /** Resolves when the stream is listened to. */
  readonly begun: (stream: string) => Promise<void> | undefined;
  /** Hears what is added to the stream from when it is listened to, until the function it returns is called. */
  readonly join: (stream: string, hear: (entry: RawEntry) => void) => () => void;
}

const pageSize = 500;

/**
 * Tells what stands on a stream after an id, and then what is added, each entry once and in order. It listens
 * first, and keeps what it hears until the past has been told. `told` resolves with whether it got that far.
 */
export const replay = (
  { groups, observe, begun, join }: Deps,
  stream: string,
  after: string,
  closing: AbortSignal,
  hear: (entry: RawEntry) => void,
): { readonly told: Promise<boolean>; readonly leave: () => void } => {
  const waiting: RawEntry[] = [];
  let last = after;
  let isTold = false;
  let hasLeft = false;

  const tell = (entry: RawEntry) => {
    if (hasLeft || compareIds(entry.id, last) <= 0) return;
    last = entry.id;
    if (entry.onlyFor === undefined) hear(entry);
  };
  const leaveStream = join(stream, (entry) => {
    if (isTold) tell(entry);
    else waiting.push(entry);
  });

  const tellPast = async (): Promise<boolean> => {
    await begun(stream);
    for (let failures = 0; !closing.aborted && !hasLeft; ) {
      try {
        const entries = await groups.after(stream, last, pageSize);
        entries.forEach(tell);
        failures = 0;
        if (entries.length === pageSize) continue;
        isTold = true;
        waiting.splice(0).forEach(tell);
        return true;
      } catch (error) {
        failures += 1;
        observe({ kind: 'trouble', what: `reading the past of ${stream}`, error });
        await pause(backOff(failures, 20, 500), closing);
      }
    }
    return false;
  };

  return {
    told: tellPast(),
    leave: () => {
      hasLeft = true;
      leaveStream();
    },
  };
};
