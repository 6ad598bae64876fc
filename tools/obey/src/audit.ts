import { NotFound, ObeyError } from './errors.js';
import { exitCodes } from './exit-codes.js';
import type { Flow, FlowNode } from './flow.js';
import type { Standing } from './streams/standing.js';

/** What of audit's answer is used (`GET /audit/flows/:correlationId`, in its OpenAPI). */
interface ArchivedNode {
  readonly id: string;
  readonly missing: boolean;
  readonly type?: string;
  readonly service?: string;
  readonly subject?: string;
  readonly time?: string;
  readonly afterMs: number | null;
  readonly reactions: readonly {
    readonly service: string;
    readonly outcome: 'handled' | 'retried' | 'dead';
    readonly at: string;
    readonly attempts: number;
    readonly code: string | null;
  }[];
  readonly caused: readonly ArchivedNode[];
}

interface ArchivedFlow {
  readonly correlationId: string;
  readonly messages: number;
  readonly tookMs: number;
  readonly trees: readonly ArchivedNode[];
}

/** Audit, or the gateway before it, does not give what was asked for. */
export class AuditRefused extends ObeyError {
  constructor(message: string, options?: ErrorOptions) {
    super('obey.audit-refused', exitCodes.failed, message, options);
  }
}

/** The flow as audit has kept it. Throws `NotFound`, `AuditRefused`. */
export const readFlow = async (gateway: string, token: string, id: string): Promise<Flow> => {
  const url = `${gateway.replace(/\/+$/, '')}/audit/flows/${encodeURIComponent(id)}`;
  const response = await fetch(url, {
    headers: { authorization: `Bearer ${token}` },
    signal: AbortSignal.timeout(30_000),
  }).catch((cause: unknown) => {
    throw new AuditRefused(`${gateway} cannot be reached. Is it the URL of the gateway?`, { cause });
  });
  if (response.status === 404)
    throw new NotFound(`Neither the streams nor the archive of audit hold the flow ${id}`);
  if (!response.ok) throw new AuditRefused(`${url} answered ${response.status}${hintFor(response.status)}`);
  const flow: ArchivedFlow = JSON.parse(await response.text());
  const trees = flow.trees.map(nodeOf);
  return {
    correlationId: flow.correlationId,
    messages: flow.messages,
    services: servicesOf(trees),
    tookMs: flow.tookMs,
    trees,
  };
};

const hintFor = (status: number) => {
  if (status === 401) return ': the token is not valid, or not any more. Sign in again';
  return status === 403 ? ': the permission audit.read is needed' : '. Is audit running?';
};

const nodeOf = ({
  id,
  missing,
  type = '',
  service = '',
  subject = '',
  time = '',
  afterMs,
  reactions,
  caused,
}: ArchivedNode): FlowNode => ({
  id,
  missing,
  message: missing ? undefined : { id, type, service, subject, time, standings: reactions.map(standingOf) },
  afterMs,
  caused: caused.map(nodeOf),
});

const standingOf = ({
  service,
  outcome,
  at,
  attempts,
  code,
}: ArchivedNode['reactions'][number]): Standing => {
  if (outcome === 'dead')
    return {
      group: service,
      state: 'dead',
      letter: '?',
      died: new Date(at),
      attempts,
      code: code ?? '',
      error: '',
    };
  return outcome === 'retried'
    ? {
        group: service,
        state: 'pending',
        owner: undefined,
        idleMs: Date.now() - Date.parse(at),
        deliveries: attempts,
      }
    : { group: service, state: 'handled' };
};

const servicesOf = (trees: readonly FlowNode[]): string[] => {
  const services = trees.flatMap(({ message, caused }) => [
    ...(message ? [message.service] : []),
    ...servicesOf(caused),
  ]);
  return [...new Set(services)].sort();
};
