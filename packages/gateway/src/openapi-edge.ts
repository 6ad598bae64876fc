import { STATUS_CODES } from 'node:http';

/** An operation of a service's document, as far as the gateway adds to it. */
interface Operation {
  readonly responses?: Readonly<Record<string, unknown>>;
}

/** What the gateway refuses beside the services, by status and code: there where it is documented anyway, or always. */
const always: Readonly<Record<string, readonly string[]>> = {
  429: ['gateway.slow-down'],
  502: ['gateway.broken'],
  503: ['gateway.service-away', 'gateway.circuit-open', 'gateway.service-busy', 'unavailable'],
  504: ['gateway.too-slow', 'request.too-slow'],
};
const beside: Readonly<Record<string, readonly string[]>> = { 400: ['gateway.malformed'], ...always };

/** What stands under `components` for this. */
export const edgeComponents = {
  headers: {
    RateLimit: {
      description: 'What is left of the quota (`r`), and the seconds until it is whole again (`t`)',
      schema: { type: 'string', examples: ['"read";r=1199;t=60'] },
    },
    'RateLimit-Policy': {
      description: 'The quota (`q`) for a window of so many seconds (`w`)',
      schema: { type: 'string', examples: ['"read";q=1200;w=60'] },
    },
  },
};

const limitHeaders = Object.fromEntries(
  Object.keys(edgeComponents.headers).map((name) => [name, { $ref: `#/components/headers/${name}` }]),
);
/** Whoever is refused by these is told how long to wait. */
const waited = new Set(['429', '503']);
const retryAfter = { description: 'Seconds to wait', schema: { type: 'integer', minimum: 1 } };

/** The same operations as who asks through the gateway meets them: with its limits, and its own refusals. */
export const throughGateway = (methods: Readonly<Record<string, unknown>>) =>
  Object.fromEntries(
    Object.entries(methods).map(([method, one]) => [method, isOperation(one) ? limited(one) : one]),
  );

const limited = (operation: Operation) => {
  const responses = { ...operation.responses };
  // As the service describes its problems, be it one of ours or not.
  const problem = Object(responses.default).content?.[problemType]?.schema ?? { type: 'object' };
  for (const [status, codes] of Object.entries(beside))
    if (status in responses || status in always)
      responses[status] = withCodes(responses[status], { status, codes, problem });
  for (const [status, answer] of Object.entries(responses))
    if (/^[23]/.test(status) || status === '429') responses[status] = withHeaders(answer, limitHeaders);
  return { ...operation, responses };
};

const withHeaders = (answer: unknown, headers: object) => {
  const { description, headers: own, ...rest } = Object(answer);
  return { description, headers: { ...own, ...headers }, ...rest };
};

const problemType = 'application/problem+json';

interface Added {
  readonly status: string;
  readonly codes: readonly string[];
  readonly problem: object;
}

/** Adds codes to those that an answer has, wherever its service has put them. */
const withCodes = (answer: unknown, { status, codes: more, problem }: Added) => {
  const { description = STATUS_CODES[status], content, ...rest } = Object(answer);
  const codes = [...codesOf(content?.[problemType]?.schema), ...more];
  const [title] = String(description).split(': ');
  const schema = {
    allOf: [
      problem,
      { type: 'object', properties: { status: { const: Number(status) }, code: { enum: codes } } },
    ],
  };
  const own = {
    description: `${title}: ${codes.map((code) => `\`${code}\``).join(', ')}`,
    ...rest,
    content: { ...content, [problemType]: { schema } },
  };
  return waited.has(status) ? withHeaders(own, { 'Retry-After': retryAfter }) : own;
};

const codesOf = (schema: unknown): readonly string[] => {
  const { allOf } = Object(schema);
  const parts: unknown[] = Array.isArray(allOf) ? allOf : [];
  return parts.flatMap((part) => Object(part).properties?.code?.enum ?? []);
};

const isOperation = (value: unknown): value is Operation =>
  typeof value === 'object' && value !== null && 'responses' in value;
