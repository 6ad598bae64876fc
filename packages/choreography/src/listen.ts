import { Observable } from 'rxjs';
import type { Observer } from './observe.js';
import { type Past, replay } from './replay.js';
import type { Groups, RawEntry, Waiting } from './transport.js';
import { backOff, deferred, endable, pause } from './waiting.js';

interface ListenerDeps {
  readonly waiting: Waiting;
  readonly groups: Groups;
  readonly observe: Observer;
}

export interface Listener {
  /**
   * The entries of some streams from the moment of subscribing, heard by every instance that listens and
   * without a group. A broken connection misses nothing: it goes on after the last entry heard. With a past,
   * those that stand there already come first, each once and in the order of its stream.
   */
  listen(streams: readonly string[], past?: Past): Observable<RawEntry>;
  /** Resolves when the streams are listened to: what is added from now on is heard. */
  ready(streams: readonly string[]): Promise<void>;
  close(): void;
}

interface Heard {
  after: string | undefined;
  readonly listeners: Set<(entry: RawEntry) => void>;
  readonly begun: ReturnType<typeof deferred<void>>;
}

export const createListener = ({ waiting, groups, observe }: ListenerDeps): Listener => {
  const streams = new Map<string, Heard>();
  const closing = endable();
  const completions = new Set<() => void>();
  let changed = deferred();

  const wake = () => {
    changed.resolve();
    waiting.wake();
  };

  const begin = async (stream: string, heard: Heard) => {
    heard.after = await groups.lastId(stream);
    heard.begun.resolve();
  };

  const once = async () => {
    for (const [stream, heard] of streams) if (heard.after === undefined) await begin(stream, heard);
    const after = new Map([...streams].map(([stream, heard]) => [stream, heard.after ?? '0-0']));
    for (const { stream, entries } of await waiting.read(after, 500)) {
      const heard = streams.get(stream);
      if (!heard) continue;
      heard.after = entries.at(-1)?.id ?? heard.after;
      const forAll = entries.filter(({ onlyFor }) => onlyFor === undefined);
      for (const entry of forAll) for (const hear of heard.listeners) hear(entry);
    }
  };

  const loop = async () => {
    for (let failures = 0; !closing.signal.aborted; ) {
      changed = deferred();
      try {
        if (streams.size === 0) await changed.promise;
        else await once();
        failures = 0;
      } catch (error) {
        if (closing.signal.aborted) return;
        failures += 1;
        if (failures > 1) observe({ kind: 'trouble', what: 'listening', error });
        await pause(backOff(failures, 20, 500), closing.signal);
      }
    }
  };
  void loop();

  const join = (stream: string, hear: (entry: RawEntry) => void) => {
    const heard = streams.get(stream) ?? { after: undefined, listeners: new Set(), begun: deferred() };
    heard.listeners.add(hear);
    streams.set(stream, heard);
    return () => {
      heard.listeners.delete(hear);
      if (heard.listeners.size === 0) streams.delete(stream);
    };
  };

  const begun = (stream: string) => streams.get(stream)?.begun.promise;
  const joinPast = (names: readonly string[], past: Past, hear: (entry: RawEntry) => void) => {
    const replays = names.map((stream) =>
      replay({ groups, observe, begun, join }, stream, past.after, closing.signal, hear),
    );
    Promise.all(replays.map(({ told }) => told)).then((all) => {
      if (all.every(Boolean)) past.caughtUp();
    });
    return replays.map(({ leave }) => leave);
  };

  return {
    listen: (names, past) =>
      new Observable((subscriber) => {
        const hear = (entry: RawEntry) => subscriber.next(entry);
        const leave = past ? joinPast(names, past, hear) : names.map((stream) => join(stream, hear));
        const complete = () => subscriber.complete();
        completions.add(complete);
        wake();
        return () => {
          completions.delete(complete);
          for (const end of leave) end();
        };
      }),
    ready: async (names) => {
      await Promise.all(names.map(begun));
    },
    close: () => {
      closing.abort();
      changed.resolve();
      waiting.close();
      for (const complete of [...completions]) complete();
    },
  };
};
