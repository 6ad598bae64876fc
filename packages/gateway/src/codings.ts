import type { IncomingHttpHeaders } from 'node:http';

export type Coding = 'br' | 'gzip';

/** Smaller answers gain nothing. */
const least = 1_024;
const weak = /^W\//;
const compressible =
  /^(?:text\/(?!event-stream)[\w.+-]+|application\/(?:[\w.+-]+\+)?(?:json|xml)|application\/(?:javascript|x-ndjson)|image\/svg\+xml)\b/i;

/** Of the two the one that the client likes best, Brotli where it likes both alike (RFC 9110, 12.5.3). */
export const codingFor = (acceptEncoding: string | undefined): Coding | undefined => {
  if (acceptEncoding === undefined || acceptEncoding === '') return undefined;
  const weights = new Map(
    acceptEncoding.split(',').map((entry): [string, number] => {
      const [name = '', ...parameters] = entry.split(';').map((text) => text.trim().toLowerCase());
      const given = parameters.find((parameter) => parameter.startsWith('q='));
      const weight = given === undefined ? 1 : Number(given.slice(2));
      return [name, Number.isNaN(weight) ? 0 : weight];
    }),
  );
  const of = (name: Coding) => weights.get(name) ?? weights.get('*') ?? 0;
  if (of('br') > 0 && of('br') >= of('gzip')) return 'br';
  return of('gzip') > 0 ? 'gzip' : undefined;
};

/**
 * Whether an answer could be sent compressed. One that is already, an event stream, a part of a whole and what says
 * `no-transform` are left alone; so is what has a strong ETag: that names these bytes, and an update that sent a weakened one in
 * If-Match would be refused.
 */
export const isCompressible = (status: number, headers: IncomingHttpHeaders): boolean => {
  const { 'content-type': type = '', 'content-length': length, etag } = headers;
  if (status === 204 || status === 206 || status === 304 || headers['content-encoding'] !== undefined)
    return false;
  if (length !== undefined && Number(length) < least) return false;
  if (etag !== undefined && !weak.test(etag)) return false;
  return compressible.test(type) && !/\bno-transform\b/i.test(headers['cache-control'] ?? '');
};
