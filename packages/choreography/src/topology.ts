import type { Kind } from './contract.js';
import { Misdeclared } from './errors.js';
import type { Observer } from './observe.js';
import type { Directory } from './transport.js';
import type { Tuning } from './tuning.js';
import { endable, pause } from './waiting.js';

/** A running instance: where it serves HTTP, if it does, and since when it runs (RFC 3339). */
export interface Instance {
  readonly service: string;
  readonly instance: string;
  readonly url?: string;
  readonly startedAt: string;
  /** Whether it has announced itself, and not withdrawn. */
  readonly serving: boolean;
}

/** A message as a service declares it. */
export interface Declared {
  readonly name: string;
  readonly kind: Kind;
  readonly owner: string;
  readonly type: string;
  readonly version: number;
  readonly partitions: number;
}

/** A service as it was last started, and its instances that run now. */
export interface ServiceDescription {
  readonly service: string;
  readonly says: readonly Declared[];
  readonly asks: readonly Declared[];
  readonly reactsTo: readonly Declared[];
  readonly instances: readonly Instance[];
}

export type Declaration = Pick<ServiceDescription, 'says' | 'asks' | 'reactsTo'>;

export const declared = ({ name, kind, owner, type, version, partitions }: Declared): Declared => ({
  name,
  kind,
  owner,
  type,
  version,
  partitions,
});

interface AnnouncerDeps {
  readonly directory: Directory;
  readonly service: string;
  readonly instance: string;
  readonly tuning: Tuning;
  readonly observe: Observer;
  /** What stood in the directory was not what this instance had written there. */
  readonly dataLost: (what: string) => void;
}

/** So many descriptions without an answer are remembered. */
const mostUnanswered = 20;

/**
 * Describes an instance again and again, since who falls silent is forgotten. Each description carries a new
 * pulse: finding another than the last one means that the server has lost what it had acknowledged.
 */
export const createAnnouncer = (deps: AnnouncerDeps) => {
  const { directory, service, instance, tuning, observe, dataLost } = deps;
  const closing = endable();
  const startedAt = new Date().toISOString();
  let contracts: Declaration = {
    says: [],
    asks: [],
    reactsTo: [],
  };
  let serving: { readonly serving: boolean; readonly url?: string } = { serving: false };
  let pulse = 0;
  let repeating: Promise<void> | undefined;
  let last: { readonly described: string; readonly at: number } | undefined;
  let unanswered: readonly string[] = [];

  const announce = async () => {
    pulse += 1;
    const described = JSON.stringify({ service, instance, startedAt, ...serving, pulse });
    const at = performance.now();
    const before = last;
    // One without an answer may have arrived all the same, at any time, also after those that followed it.
    const ours = [before?.described, ...unanswered];
    unanswered = [...unanswered, described].slice(-mostUnanswered);
    const found = await directory.announce({
      service,
      declared: JSON.stringify({ service, ...contracts }),
      instance,
      described,
      ttlMs: tuning.heartbeatTtlMs,
    });
    unanswered = unanswered.filter((one) => one !== described);
    last = { described, at };
    const expired = before === undefined || at - before.at > tuning.heartbeatTtlMs / 2;
    const isOurs = found !== undefined && ours.includes(found);
    if (!expired && !isOurs) dataLost('what this instance had written of itself was not there any more');
  };

  const repeat = async () => {
    while (!closing.signal.aborted) {
      await pause(tuning.heartbeatMs, closing.signal);
      if (closing.signal.aborted) return;
      await announce().catch((error: unknown) =>
        observe({ kind: 'trouble', what: 'announcing this instance', error }),
      );
    }
  };

  // One at a time, so that descriptions arrive in the order in which they were made.
  let queue: Promise<unknown> = Promise.resolve();
  const update = (change: () => void): Promise<void> => {
    const updated = queue.then(async () => {
      change();
      await announce();
      repeating ??= repeat();
    });
    queue = updated.catch(() => undefined);
    return updated;
  };

  return {
    declare: (what: Declaration) =>
      update(() => {
        contracts = what;
      }),
    serve: (url?: string) =>
      update(() => {
        serving = { serving: true, ...(url !== undefined && { url }) };
      }),
    withdraw: () =>
      update(() => {
        serving = { serving: false };
      }),
    /** The instance is gone from the directory. */
    close: async () => {
      closing.abort();
      await queue;
      await repeating;
      await directory.withdraw(instance);
    },
  };
};

/** The instances that run now, oldest first. */
export const readInstances = async (directory: Directory): Promise<Instance[]> =>
  aliveOf((await directory.read()).instances);

const aliveOf = (instances: readonly string[]) =>
  instances
    .map(parse)
    .filter(isInstance)
    .sort((a, b) => a.startedAt.localeCompare(b.startedAt) || a.instance.localeCompare(b.instance));

/** Every service that was ever started, by name, with its instances that are alive, oldest first. */
export const readTopology = async (directory: Directory): Promise<ServiceDescription[]> => {
  const { instances, services } = await directory.read();
  const alive = aliveOf(instances);
  return services
    .map(parse)
    .filter(isDeclaration)
    .map((known) => ({ ...known, instances: alive.filter(({ service }) => service === known.service) }))
    .sort((a, b) => a.service.localeCompare(b.service));
};

const parse = (json: string): unknown => {
  try {
    return JSON.parse(json);
  } catch {
    // Not written by this library; it is passed over like anything else that does not describe a service.
    return undefined;
  }
};

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null;

const isInstance = (value: unknown): value is Instance =>
  isObject(value) &&
  typeof value.service === 'string' &&
  typeof value.instance === 'string' &&
  typeof value.startedAt === 'string' &&
  typeof value.serving === 'boolean';

const isDeclaration = (value: unknown): value is Omit<ServiceDescription, 'instances'> =>
  isObject(value) &&
  typeof value.service === 'string' &&
  [value.says, value.asks, value.reactsTo].every(Array.isArray);

/**
 * Throws `Misdeclared` where one of these contracts has other partitions than another of the same stream, here or
 * in what a service has declared: subjects would stand where nobody looks for them.
 */
export const requireSamePartitions = (
  contracts: readonly Declared[],
  services: readonly ServiceDescription[],
): void => {
  const known = new Map<string, { readonly partitions: number; readonly where: string }>();
  const require = ({ kind, owner, name, partitions }: Declared, where: string) => {
    const stream = `${kind} ${owner}`;
    const before = known.get(stream);
    if (before && before.partitions !== partitions)
      throw new Misdeclared(
        `${name} has ${partitions} partitions in ${where}, but its stream has ${before.partitions} in ${before.where}`,
      );
    known.set(stream, { partitions, where });
  };
  for (const { service, says, asks, reactsTo } of services)
    for (const contract of [...says, ...asks, ...reactsTo]) require(contract, service);
  for (const contract of contracts) require(contract, 'this service');
};
