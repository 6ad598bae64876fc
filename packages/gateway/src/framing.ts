import type { IncomingMessage } from 'node:http';

/** A host with an optional port (RFC 3986, 3.2.2), and no user. */
const host = /^(?:[A-Za-z0-9._~-]+|\[[0-9A-Fa-f:.]+\])(?::\d{1,5})?$/;

export const isHost = (text: string): boolean => host.test(text);

type Request = Pick<IncomingMessage, 'httpVersion' | 'rawHeaders' | 'headers'>;

/**
 * Why a request is refused though Node's parser takes it; `undefined` where nothing is wrong with it. The parser itself
 * refuses what RFC 9112 calls an error: two lengths, a length beside Transfer-Encoding, bare line feeds, folded lines,
 * space before a colon. What is left are requests that another server might delimit or address otherwise.
 */
export const framingFault = ({ httpVersion, rawHeaders, headers }: Request): string | undefined => {
  if (httpVersion !== '1.1' && httpVersion !== '1.0') return `HTTP/${httpVersion} is not spoken here`;
  if (rawHeaders.length > 2 * mostLines) return `There are more than ${mostLines} header lines`;
  const coding = headers['transfer-encoding'];
  if (coding !== undefined) {
    if (httpVersion === '1.0') return 'HTTP/1.0 has no Transfer-Encoding';
    if (coding.toLowerCase() !== 'chunked') return 'The only Transfer-Encoding is chunked, once';
  }
  if (headers.host === undefined && httpVersion === '1.1') return 'There is no Host';
  if (headers.host !== undefined && !isHost(headers.host)) return 'Host is not a host';
  for (const name of single) if (countOf(name, rawHeaders) > 1) return `There is more than one ${name}`;
  return undefined;
};

/** Node leaves out without a word what stands past a thousand; a service would miss what is added here. */
const mostLines = 200;

/** Of several, one server takes the first and another the last. */
const single = ['Host', 'Authorization'];

const countOf = (wanted: string, rawHeaders: readonly string[]): number => {
  let count = 0;
  for (let at = 0; at < rawHeaders.length; at += 2) {
    const name = rawHeaders[at];
    if (name?.length === wanted.length && name.toLowerCase() === wanted.toLowerCase()) count += 1;
  }
  return count;
};

/** Whether a request has a body, be it an empty one. */
export const hasBody = ({ headers }: Pick<IncomingMessage, 'headers'>): boolean =>
  headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0;
