import { refuse, route } from '@obey/service-kit';
import type { Middleware } from 'koa';
import Type from 'typebox';
import type { Discovery } from './discovery.js';
import type { Health } from './health.js';

interface Deps {
  readonly discovery: Discovery;
  readonly health: () => Promise<Health>;
}

const Count = Type.Object({ instances: Type.Integer(), ready: Type.Integer() });
const Shown = Type.Object({
  status: Type.Union([Type.Literal('ready'), Type.Literal('not ready')]),
  services: Type.Record(Type.String(), Count),
});
const Index = Type.Object({
  health: Type.String(),
  openapi: Type.String(),
  asyncapi: Type.String(),
  docs: Type.String(),
  services: Type.Array(Type.Object({ name: Type.String(), documents: Type.String() })),
});

export const routes = ({ discovery, health }: Deps) => [
  route({
    method: 'GET',
    path: '/health',
    summary: 'Whether every service has an instance that is ready',
    access: 'anyone',
    answers: { 200: Shown, 503: Shown },
    handle: async () => {
      const body = await health();
      const headers = { 'Cache-Control': 'no-store' };
      return body.status === 'ready' ? { status: 200, body, headers } : { status: 503, body, headers };
    },
  }),
  route({
    method: 'GET',
    path: '/',
    operation: 'getIndex',
    summary: 'What there is',
    access: 'anyone',
    answers: { 200: Index },
    handle: () => ({
      status: 200,
      body: {
        health: '/health',
        openapi: '/openapi.json',
        asyncapi: '/asyncapi.json',
        docs: '/docs',
        services: discovery.services().map((name) => ({ name, documents: `/${name}/openapi.json` })),
      },
    }),
  }),
];

/** What is neither the gateway's own nor a service's. */
export const noSuchService: Middleware = (ctx) =>
  refuse(
    'not-found',
    'gateway.no-such-service',
    `There is nothing at ${ctx.path}; GET / lists what there is`,
  );
