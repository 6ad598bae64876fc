import type { Observer } from './observe.js';
import type { Declared, ServiceDescription } from './topology.js';
import { endable, pause } from './waiting.js';

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

/** Looks again and again for what is to be heard too; what goes wrong is told, and tried again. */
export const discover = (
  look: () => Promise<void>,
  { everyMs, observe }: { readonly everyMs: number; readonly observe: Observer },
): { close(): void } => {
  const closing = endable();
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
