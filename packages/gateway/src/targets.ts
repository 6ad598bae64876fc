import { isHost } from './framing.js';

/** What a request line asks for, in the one form that everything here goes by and that services are sent. */
export interface Target {
  /** Normal: no `//`, no dot segments, nothing percent-encoded that need not be. */
  readonly path: string;
  /** With its `?`, as it came; empty without one. */
  readonly query: string;
  /** The first segment. */
  readonly service: string;
  /** The authority of an absolute form (RFC 9112, 3.2.2), which counts instead of `Host`. */
  readonly authority?: string;
}

/** Nothing in such a path has to be changed. */
const normal = /^\/(?:[A-Za-z0-9_~!$&'()*+,;=:@-][A-Za-z0-9_~!$&'()*+,;=:@.-]*(?:\/(?=[^/.])|\/$|$))*$/;
const absolute = /^https?:\/\/([^/?#]+)([/?].*)?$/i;
const allowed = /^[\x21-\x7e]*$/;

/**
 * Reads the target of a request line; `undefined` where it is none that is served: not a path, or one that could be
 * taken for another by whoever reads it next (a backslash, a fragment, a control, a broken percent-encoding).
 */
export const readTarget = (url: string): Target | undefined => {
  const [, authority, rest = '/'] = url.startsWith('/') ? [] : (absolute.exec(url) ?? []);
  const origin = authority === undefined ? url : rest.startsWith('/') ? rest : `/${rest}`;
  if (!origin.startsWith('/') || (authority !== undefined && !isHost(authority))) return undefined;
  const mark = origin.indexOf('?');
  const raw = mark < 0 ? origin : origin.slice(0, mark);
  const query = mark < 0 ? '' : origin.slice(mark);
  if (query !== '' && (query.includes('#') || !allowed.test(query))) return undefined;
  const path = normal.test(raw) ? raw : normalised(raw);
  if (path === undefined) return undefined;
  const end = path.indexOf('/', 1);
  const service = end < 0 ? path.slice(1) : path.slice(1, end);
  return { path, query, service, ...(authority !== undefined && { authority }) };
};

/** RFC 3986, 6.2.2, and no empty segments: services take `//` for something that nobody meant. */
const normalised = (raw: string): string | undefined => {
  if (!allowed.test(raw) || /[\\#]|%(?![0-9a-f]{2})|%00/i.test(raw)) return undefined;
  const decoded = raw.replace(/%[0-9a-f]{2}/gi, (encoded) => {
    const character = String.fromCharCode(Number.parseInt(encoded.slice(1), 16));
    return /[A-Za-z0-9._~-]/.test(character) ? character : encoded.toUpperCase();
  });
  const kept: string[] = [];
  const segments = decoded.split('/');
  for (const segment of segments) {
    if (segment === '..') kept.pop();
    else if (segment !== '' && segment !== '.') kept.push(segment);
  }
  const last = segments.at(-1) ?? '';
  const slash = kept.length > 0 && ['', '.', '..'].includes(last) ? '/' : '';
  return `/${kept.join('/')}${slash}`;
};

/** Health and metrics are for those who run the forum, not for its users. */
const internal = /^\/(?:[^/]+\/)?(?:health|metrics)(?:\/|$)/i;

/**
 * Whether a normal path leads to what is not for the public, by any reading: also if a service takes an encoded
 * slash or backslash for a slash, a `;` for the end of a segment, or decodes twice.
 */
export const isInternal = (path: string): boolean => {
  if (path === '/health') return false;
  if (internal.test(path)) return true;
  if (!/[%;]/.test(path)) return false;
  return readings(path).some((reading) => internal.test(reading));
};

const readings = (path: string): string[] => {
  let reading = path;
  const all: string[] = [];
  for (let round = 0; round < 3; round++) {
    reading = reading.replace(/%[0-9a-f]{2}/gi, (encoded) =>
      String.fromCharCode(Number.parseInt(encoded.slice(1), 16)),
    );
    const plain = reading
      .replaceAll('\\', '/')
      .replaceAll(/;[^/]*/g, '')
      .replaceAll(/\/+/g, '/');
    all.push(normalised(plain.replaceAll(/[^\x21-\x7e]|[%#]/g, '')) ?? plain);
  }
  return all;
};
