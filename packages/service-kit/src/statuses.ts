import type { RefusalKind } from './refusal.js';

/** The one place where refusals meet HTTP: the status of each kind, and the title that it has in common. */
export const statuses: Readonly<Record<RefusalKind, { readonly status: number; readonly title: string }>> = {
  malformed: { status: 400, title: 'The request cannot be read' },
  unauthenticated: { status: 401, title: 'No valid access token' },
  forbidden: { status: 403, title: 'Not allowed' },
  'not-found': { status: 404, title: 'Not found' },
  'method-not-allowed': { status: 405, title: 'The path does not have this method' },
  conflict: { status: 409, title: 'In conflict with what is there' },
  gone: { status: 410, title: 'No longer there' },
  'precondition-failed': { status: 412, title: 'Changed in the meantime' },
  'too-large': { status: 413, title: 'Too large' },
  'unsupported-media-type': { status: 415, title: 'Unsupported media type' },
  invalid: { status: 422, title: 'Not valid' },
  'too-many': { status: 429, title: 'Too many requests' },
  'bad-gateway': { status: 502, title: 'The service broke off' },
  unavailable: { status: 503, title: 'Unavailable for now' },
  'gateway-timeout': { status: 504, title: 'The service took too long' },
};
