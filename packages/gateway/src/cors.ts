import type { IncomingHttpHeaders } from 'node:http';
import { SettingFaulty } from '@obey/service-kit';

/** Which pages of other origins may ask, and what they may see of an answer. */
export interface Cors {
  readonly origins: ReadonlySet<string>;
  /** Access-Control-Expose-Headers, name and value. */
  readonly exposed: readonly string[];
}

/** The setting that lists origins cannot be read. */
export class OriginsFaulty extends SettingFaulty {
  readonly code = 'gateway.origins-faulty';

  constructor(entry: string) {
    super(`CORS_ORIGINS has ${JSON.stringify(entry)}; write origins by commas, like https://forum.example`);
    this.name = 'OriginsFaulty';
  }
}

const shown = [
  'ETag',
  'Location',
  'Retry-After',
  'RateLimit',
  'RateLimit-Policy',
  'X-Correlation-Id',
  'Deprecation',
  'Sunset',
];
const asked =
  'Authorization, Content-Type, If-Match, If-None-Match, Idempotency-Key, Last-Event-ID, X-Correlation-Id, X-Timeout-Ms';

/** Reads origins by commas, as browsers write them; none without an entry, and no `*`. Throws `OriginsFaulty`. */
export const readCors = (listed: string): Cors => {
  const entries = listed.split(',').map((text) => text.trim());
  const origins = entries.filter((entry) => entry !== '');
  for (const origin of origins)
    if (!URL.canParse(origin) || new URL(origin).origin !== origin) throw new OriginsFaulty(origin);
  return { origins: new Set(origins), exposed: ['access-control-expose-headers', shown.join(', ')] };
};

export const originAllowed = ({ origins }: Cors, origin: string | undefined): origin is string =>
  origin !== undefined && origins.has(origin);

/** Whether a browser asks beforehand, for a page of another origin, if it may ask (Fetch, CORS-preflight request). */
export const isPreflight = (method: string | undefined, headers: IncomingHttpHeaders): boolean =>
  method === 'OPTIONS' &&
  headers.origin !== undefined &&
  headers['access-control-request-method'] !== undefined;

/** What it is told besides the origin, where that is allowed: names and values in turn. */
export const preflightAnswer: readonly string[] = [
  'access-control-allow-methods',
  'GET, HEAD, POST, PUT, PATCH, DELETE',
  'access-control-allow-headers',
  asked,
  'access-control-max-age',
  '600',
];
