import type { Processes, ServiceProcess } from './forum-processes.js';
import { isRecord } from './log-line.js';
import { WaitedInVain, waitFor } from './wait.js';

/** Some services did not become ready in time. */
export class NotReady extends Error {
  readonly code = 'dev.not-ready';
}

/**
 * Resolves when `GET /health` at the gateway is 200, and every process that was started is among the ready ones.
 * Throws `NotReady` with what the late ones wrote last.
 */
export const waitUntilHealthy = async (
  url: string,
  processes: Pick<Processes, 'list' | 'lastLines'>,
  withinMs: number,
): Promise<void> => {
  const wanted = countByService(processes.list());
  let late = ['gateway'];
  const look = async () => {
    late = lateOnes(wanted, await askHealth(url));
    return late.length === 0 || undefined;
  };
  try {
    await waitFor('every service to be ready', look, { withinMs, everyMs: 100 });
  } catch (cause) {
    if (!(cause instanceof WaitedInVain)) throw cause;
    throw new NotReady(describe(late, processes, withinMs), { cause });
  }
};

const countByService = (processes: readonly ServiceProcess[]): Map<string, number> => {
  const counts = new Map<string, number>();
  for (const { service } of processes) counts.set(service, (counts.get(service) ?? 0) + 1);
  return counts;
};

/** Ready instances by service; undefined while the gateway gives no answer. */
const askHealth = async (url: string): Promise<Record<string, unknown> | undefined> => {
  try {
    const response = await fetch(`${url}/health`, { signal: AbortSignal.timeout(5_000) });
    const body: unknown = await response.json();
    return isRecord(body) && isRecord(body.services) ? body.services : undefined;
  } catch {
    return undefined;
  }
};

const lateOnes = (wanted: Map<string, number>, seen: Record<string, unknown> | undefined): string[] => {
  if (!seen) return ['gateway'];
  const readyOf = (service: string) => {
    const count = seen[service];
    return isRecord(count) && typeof count.ready === 'number' ? count.ready : 0;
  };
  return [...wanted].flatMap(([service, count]) =>
    service !== 'gateway' && readyOf(service) < count ? [service] : [],
  );
};

const describe = (
  names: readonly string[],
  processes: Pick<Processes, 'lastLines'>,
  withinMs: number,
): string =>
  [
    `Not ready within ${withinMs / 1000} s: ${names.join(', ')}. What they wrote last:`,
    ...names.flatMap((name) =>
      processes
        .lastLines(name)
        .slice(-5)
        .map((line) => `  ${name} │ ${line}`),
    ),
  ].join('\n');
