import { setTimeout as delay } from 'node:timers/promises';
import type { Runtime } from '@obey/choreography';
import type { Logger } from 'pino';
import { isInstanceUrl, isServiceName, type StaticInstance } from './static-instances.js';
import { openUpstream, type Upstream } from './upstream.js';

interface DiscoveryDeps {
  readonly runtime: Pick<Runtime, 'instances'>;
  /** Those that are always there, beside those that announce themselves. */
  readonly fixed: readonly StaticInstance[];
  readonly log: Logger;
  readonly intervalMs: number;
  /** Hears that an instance of a service is there that was not there before. */
  readonly onCome: (service: string) => void;
}

export interface Discovery {
  /** The instances of a service that are alive; `undefined` if nobody has heard of such a service. */
  of(service: string): readonly Upstream[] | undefined;
  services(): string[];
  all(): Upstream[];
  /** Where the instances of all services are. */
  sources(): { readonly service: string; readonly instance: string; readonly url: string }[];
  close(): Promise<void>;
}

/** An entry that is none must keep nobody from finding the others. */
const isUsable = ({ service, url }: StaticInstance) => isServiceName(service) && isInstanceUrl(url);
const mostTold = 1_000;

/**
 * Finds the instances of each service by their heartbeats. While Redis is away, those last seen stay: they
 * may well be there, and failing connections are passed over in any case.
 */
export const discover = async (deps: DiscoveryDeps): Promise<Discovery> => {
  const { runtime, fixed, log, intervalMs, onCome } = deps;
  const services = new Map<string, readonly Upstream[]>();
  const closing = new AbortController();

  const take = (found: readonly { service: string; instance: string; url: string }[]) => {
    const names = new Set([...services.keys(), ...found.map(({ service }) => service)]);
    for (const name of names) {
      const known = services.get(name) ?? [];
      const alive = new Map(
        found.filter(({ service }) => service === name).map(({ instance, url }) => [instance, url]),
      );
      // One of the same name elsewhere is another.
      const stay = known.filter(({ instance, url }) => alive.get(instance) === url);
      const come = [...alive].filter(([instance]) => !stay.some((one) => one.instance === instance));
      if (come.length === 0 && stay.length === known.length) continue;
      services.set(name, [...stay, ...come.map(([instance, url]) => openUpstream(instance, url))]);
      if (come.length > 0) onCome(name);
      // Ends what is under way in its own time; the instance may be draining.
      for (const gone of known.filter((one) => !stay.includes(one)))
        gone.close().catch((error: unknown) => {
          log.warn({ err: error, instance: gone.instance }, 'closing connections failed');
        });
    }
  };

  const told = new Set<string>();
  const tellOnce = ({ service, instance, url }: StaticInstance) => {
    if (told.has(instance) || told.size > mostTold) return;
    told.add(instance);
    log.warn(
      { service, instance, url },
      'An instance is passed over: its service or its URL cannot be used here',
    );
  };

  const look = async () => {
    const announced = (await runtime.instances()).flatMap(({ service, instance, url }) =>
      url === undefined ? [] : [{ service, instance, url }],
    );
    const usable = announced.filter(isUsable);
    for (const one of announced) if (!usable.includes(one)) tellOnce(one);
    take([...fixed, ...usable]);
  };

  const watch = async () => {
    while (!closing.signal.aborted) {
      await look().catch((error: unknown) =>
        log.warn({ err: error }, 'instances could not be read; those known stay'),
      );
      await delay(intervalMs, undefined, { signal: closing.signal }).catch(() => undefined);
    }
  };
  take(fixed);
  await look();
  const watching = watch();
  const all = () => [...services.values()].flat();

  return {
    of: (service) => services.get(service),
    services: () => [...services.keys()].sort(),
    all,
    sources: () =>
      [...services].flatMap(([service, upstreams]) =>
        upstreams.map(({ instance, url }) => ({ service, instance, url })),
      ),
    close: async () => {
      closing.abort();
      await watching;
      await Promise.all(all().map(({ destroy }) => destroy()));
    },
  };
};
