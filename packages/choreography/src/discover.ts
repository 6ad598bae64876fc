import type { Observer } from './observe.js';
import type { Declared, ServiceDescription } from './topology.js';
import { endable, pause } from './waiting.js';

interface DiscoveryDeps {
  readonly topology: () => Promise<readonly ServiceDescription[]>;
  readonly everyMs: number;
  readonly observe: Observer;
  /** Takes one message of each stream that was not known before. What it throws is told, and tried again. */
  readonly found: (messages: readonly Declared[]) => Promise<void>;
}

/** What all messages of one stream have in common. */
const placeOf = ({ kind, owner }: Declared) => `${kind} ${owner}`;

/** One message of each stream that services declare, but for the streams of `known`. */
export const unknownOf = (
  known: readonly Declared[],
  services: readonly ServiceDescription[],
): readonly Declared[] => {
  const places = new Set(known.map(placeOf));
  return services
    .flatMap(({ says, asks, reactsTo }) => [...says, ...asks, ...reactsTo])
    .filter((message) => !places.has(placeOf(message)) && places.add(placeOf(message)));
};

/** Looks again and again for streams that services declare and that nobody here hears yet. */
export const discover = (
  known: readonly Declared[],
  { topology, everyMs, observe, found }: DiscoveryDeps,
): { close(): void } => {
  const closing = endable();
  let all = known;

  const look = async () => {
    const more = unknownOf(all, await topology());
    if (more.length === 0 || closing.signal.aborted) return;
    await found(more);
    all = [...all, ...more];
  };
  const looking = async () => {
    while (!closing.signal.aborted) {
      await look().catch((error: unknown) =>
        observe({ kind: 'trouble', what: 'looking for streams', error }),
      );
      await pause(everyMs, closing.signal);
    }
  };
  void looking();

  return { close: () => closing.abort() };
};
