import type { Middleware } from 'koa';
import type { TSchema } from 'typebox';
import type { Access } from './access.js';
import { isUnchecked } from './answer.js';
import { propertiesOf } from './coerce.js';
import { hoistTitled } from './components.js';
import { answersOf } from './openapi-answers.js';
import { operationIds } from './operation-id.js';
import type { Route } from './route.js';
import { strict } from './strict.js';

/**
 * The OpenAPI 3.1 document of a service, made of the very schemas that its requests are checked by. Schemas with a
 * title are components of that name. Throws where two operations, or two different schemas, would have the same name.
 */
export const openApi = (service: string, routes: readonly Route[], summary?: string) => {
  const { paths, schemas } = hoistTitled(pathsOf(service, routes));
  return {
    openapi: '3.1.0',
    info: { title: service, version: '1.0.0', ...(summary !== undefined && { description: summary }) },
    tags: [{ name: service }],
    paths,
    components: {
      securitySchemes: { accessToken },
      schemas: { ...schemas, Problem },
    },
  };
};

/** Serves that document at `/{service}/openapi.json`. */
export const serveOpenApi = (service: string, routes: readonly Route[], summary?: string): Middleware => {
  const document = JSON.stringify(openApi(service, routes, summary));
  return async (ctx, next) => {
    if (ctx.path !== `/${service}/openapi.json` || !['GET', 'HEAD'].includes(ctx.method)) return next();
    ctx.body = document;
    ctx.type = 'application/json';
  };
};

const accessToken = {
  type: 'http',
  scheme: 'bearer',
  bearerFormat: 'JWT',
  description:
    'An access token (RFC 9068): it lives for five minutes at the most, and is exchanged before or after.',
};

const Problem = {
  type: 'object',
  description: 'What went wrong, and what to do (RFC 9457)',
  required: ['type', 'title', 'status', 'detail', 'code', 'correlationId'],
  properties: {
    type: { type: 'string', format: 'uri', description: '`urn:problem:` and the code' },
    title: { type: 'string' },
    status: { type: 'integer' },
    detail: { type: 'string', description: 'What happened, and what to do' },
    code: { type: 'string', description: 'Stable; to be acted upon. There may be more of them some day' },
    errors: {
      type: 'array',
      items: {
        type: 'object',
        required: ['in', 'pointer', 'detail'],
        properties: {
          in: { enum: ['body', 'query', 'path', 'header'] },
          pointer: { type: 'string', description: 'JSON pointer (RFC 6901)' },
          detail: { type: 'string' },
        },
      },
    },
    correlationId: { type: 'string', description: 'Finds the request in logs; also in X-Correlation-Id' },
  },
};

const pathsOf = (service: string, routes: readonly Route[]) => {
  const ids = operationIds(service, routes);
  const paths: Record<string, Record<string, unknown>> = {};
  for (const route of routes) {
    const path = route.path.replaceAll(/:(\w+)/g, '{$1}');
    paths[path] = {
      ...paths[path],
      [route.method.toLowerCase()]: { operationId: ids.get(route), tags: [service], ...operationOf(route) },
    };
  }
  return paths;
};

const operationOf = (route: Route) => ({
  summary: route.summary,
  ...(route.description !== undefined && { description: route.description }),
  ...securityOf(route.access),
  parameters: [
    ...parametersOf('path', route.params),
    ...parametersOf('query', route.query),
    ...(route.idempotent ? [idempotencyKey] : []),
    ...(route.versioned ? [ifMatch] : []),
    ...(resumes(route) ? [lastEventId] : []),
  ],
  ...bodyOf(route),
  responses: answersOf(route),
});

const bodyOf = ({ body, bodyMayBeMissing, posted }: Route) => {
  const types = posted ? ['application/json', 'application/x-www-form-urlencoded'] : ['application/json'];
  const schema = body ?? posted;
  if (schema === undefined) return {};
  const content = Object.fromEntries(types.map((type) => [type, { schema: strict(schema) }]));
  return { requestBody: { required: !bodyMayBeMissing, content } };
};

const securityOf = (access: Access) => {
  if (access === 'anyone') return { security: [] };
  if (access === 'visitor') return { security: [{}, { accessToken: [] }] };
  return {
    security: [{ accessToken: [] }],
    ...(access !== 'user' && { 'x-permission': access.permission }),
  };
};

const idempotencyKey = {
  name: 'Idempotency-Key',
  in: 'header',
  description:
    'Chosen by the client, new for each create: the same key with the same body gives the first answer again',
  schema: { type: 'string', pattern: '^[!-~]{1,255}$' },
};

const ifMatch = {
  name: 'If-Match',
  in: 'header',
  description: 'The ETag of what is to be changed: 412 if it is another by now',
  schema: { type: 'string' },
};

const lastEventId = {
  name: 'Last-Event-ID',
  in: 'header',
  description: 'The id of the last event that was heard: what came after it is sent first',
  schema: { type: 'string' },
};

const resumes = ({ answers }: Route) =>
  Object.values(answers).some((schema) => isUnchecked(schema) && schema.resumes === true);

const parametersOf = (where: 'path' | 'query', schema: TSchema | undefined) => {
  const required: unknown = schema === undefined ? [] : Reflect.get(schema, 'required');
  return Object.entries(propertiesOf(schema)).map(([name, property]) => ({
    name,
    in: where,
    required: where === 'path' || (Array.isArray(required) && required.includes(name)),
    schema: property,
  }));
};
