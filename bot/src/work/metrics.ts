import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';

/** Prometheus metrics; labels come from closed lists, so nothing that names a patient can become one. */
export function createMetrics() {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const registers = [registry];
  return {
    registry,
    requests: new Histogram({
      name: 'http_request_duration_seconds',
      help: 'Time to answer, by route',
      labelNames: ['method', 'route', 'status'],
      buckets: [0.005, 0.02, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
      registers,
    }),
    launches: new Counter({
      name: 'launches_total',
      help: 'Launches by side and how they ended',
      labelNames: ['kind', 'outcome'],
      registers,
    }),
    deliveries: new Counter({
      name: 'outbox_deliveries_total',
      help: 'Attempts at outside effects, by kind and how they ended',
      labelNames: ['kind', 'outcome'],
      registers,
    }),
    deliverySeconds: new Histogram({
      name: 'outbox_delivery_seconds',
      help: 'From the change that caused an effect to its having been sent, by kind',
      labelNames: ['kind'],
      buckets: [0.05, 0.1, 0.25, 0.5, 1, 2, 5, 15, 60, 300, 3_600],
      registers,
    }),
    streams: new Gauge({
      name: 'event_streams',
      help: 'Open event streams',
      labelNames: ['kind'],
      registers,
    }),
  };
}

export type Metrics = ReturnType<typeof createMetrics>;
