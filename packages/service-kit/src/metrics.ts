import { Counter, collectDefaultMetrics, Histogram, Registry } from 'prom-client';

/** What a service counts of its requests. Times in seconds. */
export interface HttpMetrics {
  readonly requests: Counter<'method' | 'route' | 'status'>;
  readonly seconds: Histogram<'method' | 'route'>;
}

/** The metrics of a process, in Prometheus' terms: Node's own, and those of its requests. */
export const createMetrics = (
  service: string,
): { readonly registry: Registry; readonly http: HttpMetrics } => {
  const registry = new Registry();
  registry.setDefaultLabels({ service });
  collectDefaultMetrics({ register: registry });
  const requests = new Counter({
    name: 'http_requests_total',
    help: 'Requests answered, by route and status (499: the client went away)',
    labelNames: ['method', 'route', 'status'],
    registers: [registry],
  });
  const seconds = new Histogram({
    name: 'http_request_duration_seconds',
    help: 'Time until an answer was sent, by route',
    labelNames: ['method', 'route'],
    buckets: [0.001, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5],
    registers: [registry],
  });
  return { registry, http: { requests, seconds } };
};
