import { STATUS_CODES } from 'node:http';
import { type AnswerHeader, type AnswerSchema, isUnchecked } from './answer.js';
import { type Refuses, refusalsOf } from './documented.js';
import type { Route } from './route.js';

/** The answers of a route as OpenAPI has them: good ones with their headers, then what it refuses, by status and code. */
export const answersOf = (route: Route) => {
  const refusals = refusalsOf(route);
  const statuses = [...new Set([...Object.keys(route.answers), ...Object.keys(refusals)])];
  return {
    ...Object.fromEntries(statuses.map((status) => [status, answerOf(route, refusals, Number(status))])),
    default: {
      description:
        'What may meet any request: 500 `internal`, 503 `unavailable`, 504 `request.too-slow`, and what is refused on the way here (RFC 9457)',
      headers: { 'Retry-After': headers['Retry-After'] },
      content: { [problemType]: { schema: problemRef } },
    },
  };
};

/** What a route may give by its answers and by its refusals: a page for browsers, say, and a problem for others. */
const answerOf = (route: Route, refusals: Refuses, status: number) => {
  const schema = route.answers[status];
  const codes = refusals[status] ?? [];
  const named = namesOf(route, status);
  const content = { ...contentOf(schema), ...(codes.length > 0 && problemOf(status, codes)) };
  return {
    description: [STATUS_CODES[status], codes.map((code) => `\`${code}\``).join(', ')]
      .filter(Boolean)
      .join(': '),
    ...(named.length > 0 && { headers: Object.fromEntries(named.map((name) => [name, headers[name]])) }),
    ...(Object.keys(content).length > 0 && { content }),
  };
};

const problemType = 'application/problem+json';
const problemRef = { $ref: '#/components/schemas/Problem' };

const problemOf = (status: number, codes: readonly string[]) => ({
  [problemType]: {
    schema: {
      allOf: [
        problemRef,
        { type: 'object', properties: { status: { const: status }, code: { enum: codes } } },
      ],
    },
  },
});

const contentOf = (schema: AnswerSchema | undefined) => {
  if (schema === undefined || schema === null) return {};
  if (!isUnchecked(schema)) return { 'application/json': { schema } };
  const { contentType, events } = schema;
  const type = contentType === 'application/json' ? 'object' : 'string';
  return { [contentType]: { schema: { type }, ...(events && { 'x-events': events }) } };
};

const namesOf = ({ headers: good, access }: Route, status: number): readonly HeaderName[] => {
  if (status < 300) return good;
  if (status === 412) return ['ETag'];
  if (status === 401 && access !== 'anyone') return ['WWW-Authenticate'];
  return status === 429 || status === 503 ? ['Retry-After'] : [];
};

type HeaderName = AnswerHeader | 'Retry-After' | 'WWW-Authenticate';

const text = { type: 'string' };

const headers: Readonly<Record<HeaderName, object>> = {
  ETag: {
    description: 'The version that it has now, to be sent as If-Match with a change',
    schema: { ...text, examples: ['"3"'] },
  },
  Location: { description: 'The path of what was made', schema: { ...text, format: 'uri-reference' } },
  'Retry-After': { description: 'Seconds to wait', schema: { type: 'integer', minimum: 1 } },
  'WWW-Authenticate': { description: 'RFC 6750', schema: text },
};
