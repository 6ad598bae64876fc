import type { Discovery } from './discovery.js';
import { isReady } from './probing.js';

export interface Health {
  readonly status: 'ready' | 'not ready';
  readonly services: Readonly<Record<string, { readonly instances: number; readonly ready: number }>>;
}

interface HealthDeps {
  readonly discovery: Pick<Discovery, 'of' | 'services'>;
  /** Those without which the forum is not ready. */
  readonly services: readonly string[];
  /** How long an answer is good for: many who ask cost the services no more than one. */
  readonly freshMs?: number;
}

/** Asks every instance of every service whether it is ready; the forum is when each of `services` has one that is. */
export const createHealth = ({ discovery, services, freshMs = 500 }: HealthDeps): (() => Promise<Health>) => {
  let last: { at: number; health: Promise<Health> } | undefined;

  const sum = async (): Promise<Health> => {
    const counted = await Promise.all(
      [...new Set([...services, ...discovery.services()])].map(async (service) => {
        const upstreams = discovery.of(service) ?? [];
        const ready = (await Promise.all(upstreams.map(isReady))).filter(Boolean).length;
        return [service, { instances: upstreams.length, ready }] as const;
      }),
    );
    const status = counted.every(([name, { ready }]) => ready > 0 || !services.includes(name))
      ? 'ready'
      : 'not ready';
    return { status, services: Object.fromEntries(counted) };
  };

  return () => {
    if (!last || performance.now() - last.at > freshMs) last = { at: performance.now(), health: sum() };
    return last.health;
  };
};
