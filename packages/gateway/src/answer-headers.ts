import { type Cors, originAllowed } from './cors.js';

/** What every answer says to browsers, unless a service has said it better. */
const secure: readonly (readonly [name: string, value: string])[] = [
  ['content-security-policy', "default-src 'none'; frame-ancestors 'none'"],
  ['cross-origin-resource-policy', 'same-site'],
  ['referrer-policy', 'no-referrer'],
  ['x-content-type-options', 'nosniff'],
  ['x-frame-options', 'DENY'],
];
/** Said over TLS alone (RFC 6797, 7.2). */
export const strictTransport = ['strict-transport-security', 'max-age=31536000; includeSubDomains'] as const;
const secureNames = new Set([...secure.map(([name]) => name), strictTransport[0]]);

/** What is said of an answer besides what its service says. */
export interface Saying {
  readonly correlationId: string;
  readonly protocol: string;
  readonly origin: string | undefined;
  /** RateLimit and RateLimit-Policy, names and values in turn. */
  readonly limits: readonly string[];
  /** Whether this connection takes no further request, by the time the answer begins. */
  readonly last: () => boolean;
}

/** Collects the headers of an answer, names and values in turn, as `writeHead` takes them. */
export const createAnswerHeaders = (
  { correlationId, protocol, origin, limits, last }: Saying,
  cors: Cors,
) => {
  const list: string[] = [];
  const said = new Set<string>();
  let vary = '';
  const varyBy = (name: string) => {
    if (!vary.toLowerCase().split(/ *, */).includes(name.toLowerCase()))
      vary += vary === '' ? name : `, ${name}`;
  };
  return {
    add: (name: string, value: string | string[]): void => {
      if (name === 'vary') {
        vary = vary === '' ? String(value) : `${vary}, ${value}`;
        return;
      }
      if (secureNames.has(name) || name === 'ratelimit') said.add(name);
      if (typeof value === 'string') list.push(name, value);
      else for (const one of value) list.push(name, one);
    },
    varyBy,
    /** All of them. */
    done: (): string[] => {
      list.push('x-correlation-id', correlationId);
      for (const [name, value] of secure) if (!said.has(name)) list.push(name, value);
      if (protocol === 'https' && !said.has(strictTransport[0])) list.push(...strictTransport);
      if (!said.has('ratelimit')) list.push(...limits);
      if (cors.origins.size > 0) {
        varyBy('Origin');
        if (originAllowed(cors, origin)) list.push('access-control-allow-origin', origin, ...cors.exposed);
      }
      if (vary !== '') list.push('vary', vary);
      if (last()) list.push('connection', 'close');
      return list;
    },
  };
};

export type AnswerHeaders = ReturnType<typeof createAnswerHeaders>;
