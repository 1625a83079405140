import { Counter, Gauge, Histogram, Registry, collectDefaultMetrics } from 'prom-client';

export interface HttpMetrics {
  readonly registry: Registry;
  observe(name: string, status: number, seconds: number): void;
}

/** Prometheus figures of this process: requests by endpoint and status, event loop, memory, what waits in the outbox. */
export function makeMetrics(waiting: () => Promise<{ waiting: number; failing: number }>): HttpMetrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const requests = new Counter({
    name: 'bdhvs_requests_total',
    help: 'API requests',
    labelNames: ['name', 'status'],
    registers: [registry],
  });
  const seconds = new Histogram({
    name: 'bdhvs_request_seconds',
    help: 'API request duration',
    labelNames: ['name'],
    buckets: [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5],
    registers: [registry],
  });
  new Gauge({
    name: 'bdhvs_outbox_events',
    help: 'Events waiting, and of these tried before',
    labelNames: ['state'],
    registers: [registry],
    async collect() {
      const { waiting: all, failing } = await waiting();
      this.set({ state: 'waiting' }, all);
      this.set({ state: 'failing' }, failing);
    },
  });
  // Finding the figure of some labels costs more than counting: each is found once. Names are the routes', so few.
  const counters = new Map<string, Counter.Internal>();
  const timers = new Map<string, Histogram.Internal<'name'>>();
  return {
    registry,
    observe(name, status, duration) {
      const key = `${status} ${name}`;
      let counter = counters.get(key);
      if (!counter) counters.set(key, (counter = requests.labels(name, String(status))));
      counter.inc();
      let timer = timers.get(name);
      if (!timer) timers.set(name, (timer = seconds.labels(name)));
      timer.observe(duration);
    },
  };
}
