import { Counter, Gauge, Histogram, type Registry } from 'prom-client';

/** What the gateway counts of what it passes on. Times in seconds. */
export interface Metrics {
  /** Of one service, those of an answer with this status (499: the client went away). */
  answered(service: string, method: string, status: number, seconds: number): void;
  retried(service: string): void;
  failed(service: string, failure: string): void;
  /** Refused here, so that it cost no service anything. */
  refused(code: string): void;
}

export const createMetrics = (registry: Registry, streams: () => number): Metrics => {
  const registers = [registry];
  const requests = new Counter({
    name: 'gateway_requests_total',
    help: 'Requests passed on, by service and status (499: the client went away)',
    labelNames: ['service', 'method', 'status'],
    registers,
  });
  const seconds = new Histogram({
    name: 'gateway_request_duration_seconds',
    help: 'Time until an answer was sent, by service',
    labelNames: ['service'],
    buckets: [0.001, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30],
    registers,
  });
  const retries = new Counter({
    name: 'gateway_retries_total',
    help: 'Requests that went to another instance, by service',
    labelNames: ['service'],
    registers,
  });
  const failures = new Counter({
    name: 'gateway_failures_total',
    help: 'Instances that gave no answer, by service and failure',
    labelNames: ['service', 'failure'],
    registers,
  });
  const refusals = new Counter({
    name: 'gateway_refused_total',
    help: 'Requests that the gateway refused itself, by code',
    labelNames: ['code'],
    registers,
  });
  new Gauge({
    name: 'gateway_streams',
    help: 'Answers under way that do not end by themselves',
    registers,
    collect() {
      this.set(streams());
    },
  });
  // Looking a child up by its labels costs more than counting.
  const requestsOf = new Map<string, Counter.Internal>();
  const secondsOf = new Map<string, Histogram.Internal<'service'>>();
  return {
    answered: (service, method, status, took) => {
      const key = `${service} ${method} ${status}`;
      const counter = requestsOf.get(key) ?? requests.labels({ service, method, status });
      requestsOf.set(key, counter);
      counter.inc();
      const histogram = secondsOf.get(service) ?? seconds.labels({ service });
      secondsOf.set(service, histogram);
      histogram.observe(took);
    },
    retried: (service) => retries.inc({ service }),
    failed: (service, failure) => failures.inc({ service, failure }),
    refused: (code) => refusals.inc({ code }),
  };
};
