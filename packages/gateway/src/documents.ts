import type { Runtime } from '@obey/choreography';
import { messages } from '@obey/contracts';
import type { Logger } from 'pino';
import { asyncApi } from './asyncapi.js';
import type { Cast } from './asyncapi-operations.js';
import { type Described, isServiceDocument, mergeOpenApi, type ServiceDocument } from './openapi.js';

/** An instance, and where it serves its document. */
export interface Source {
  readonly service: string;
  readonly instance: string;
  readonly url: string;
}

interface Deps {
  /** The instances that are there now. */
  readonly sources: () => readonly Source[];
  readonly runtime: Pick<Runtime, 'topology'>;
  /** Services that should be there. */
  readonly expected: readonly string[];
  readonly serverUrl: string;
  /** What the gateway serves itself. */
  readonly own: () => Described;
  readonly log: Logger;
  /** How long the declarations of the services are good for, in milliseconds. */
  readonly freshMs?: number;
}

export interface Documents {
  /**
   * The OpenAPI document of all services. A service is asked for its own when its instances have changed; one that is
   * away is described as it was when it was last seen, and named in `x-missing` if it never was.
   */
  openApi(): Promise<ReturnType<typeof mergeOpenApi>>;
  /** The AsyncAPI document; while Redis is away, with the declarations that were last read. */
  asyncApi(): Promise<ReturnType<typeof asyncApi>>;
}

const patienceMs = 2_000;

/** Makes the documents of the whole out of what its services tell of themselves. */
export const createDocuments = (deps: Deps): Documents => {
  const { sources, runtime, expected, serverUrl, own, log, freshMs = 2_000 } = deps;
  const seen = new Map<string, { readonly instances: string; readonly document: ServiceDocument }>();
  const refreshing = new Map<string, Promise<void>>();
  /** Until when a service that gave no document is not asked again. */
  const restingUntil = new Map<string, number>();
  let cast: { readonly at: number; readonly services: readonly Cast[] } | undefined;

  const refresh = async (service: string, instances: readonly Source[]) => {
    const present = keyOf(instances);
    if (seen.get(service)?.instances === present) return;
    if (performance.now() < (restingUntil.get(service) ?? 0)) return;
    // The newest first: after an update it tells what is to come.
    for (const { url, instance } of [...instances].reverse()) {
      try {
        const document = await fetchDocument(new URL(`/${service}/openapi.json`, url));
        if (document) seen.set(service, { instances: present, document });
        if (document) return;
        log.warn(
          { service, instance },
          'what a service serves as its OpenAPI document is none of version 3.1',
        );
      } catch (error) {
        log.warn({ err: error, service, instance }, 'a service did not give its OpenAPI document');
      }
    }
    restingUntil.set(service, performance.now() + freshMs);
  };

  const refreshOnce = (service: string, instances: readonly Source[]): Promise<void> => {
    const under = refreshing.get(service);
    if (under) return under;
    const begun = refresh(service, instances).finally(() => refreshing.delete(service));
    refreshing.set(service, begun);
    return begun;
  };

  return {
    openApi: async () => {
      const present = sources();
      const services = [...new Set(present.map(({ service }) => service))];
      await Promise.all(
        services.map((name) =>
          refreshOnce(
            name,
            present.filter(({ service }) => service === name),
          ),
        ),
      );
      const described = [...seen].map(([service, { document }]) => ({ service, document }));
      return mergeOpenApi([...described.sort((a, b) => (a.service < b.service ? -1 : 1)), own()], {
        serverUrl,
        order: expected,
        missing: expected.filter((service) => !seen.has(service)),
      });
    },
    asyncApi: async () => {
      const now = performance.now();
      if (!cast || now - cast.at > freshMs) {
        const known = cast?.services ?? [];
        const services = await runtime.topology().catch((error: unknown) => {
          log.warn({ err: error }, 'the declarations of the services could not be read; those known stay');
          return known;
        });
        cast = { at: now, services };
      }
      return asyncApi(messages, cast.services);
    },
  };
};

const keyOf = (instances: readonly Source[]) =>
  instances
    .map(({ instance }) => instance)
    .sort()
    .join();

const fetchDocument = async (url: URL): Promise<ServiceDocument | undefined> => {
  const answer = await fetch(url, { signal: AbortSignal.timeout(patienceMs) });
  const document: unknown = await answer.json();
  return answer.ok && isServiceDocument(document) ? document : undefined;
};
