/**
 * Requests of the literature on HTTP desynchronisation (Watchfire 2005; Kettle 2019, 2021, 2022, 2025; Klein 2020;
 * Jabiyev et al. 2021; regilero), as bytes: those that a front and a back could delimit, route or read in two ways.
 */
interface Desync {
  readonly name: string;
  readonly bytes: string;
}

const smuggled = 'GET /shop/smuggled HTTP/1.1\r\nHost: shop.example\r\n\r\n';
const chunked = `0\r\n\r\n${smuggled}`;

const post = (...lines: string[]) =>
  `POST /shop/x HTTP/1.1\r\nHost: shop.example\r\n${lines.join('\r\n')}\r\n\r\n`;
const get = (...lines: string[]) =>
  `GET /shop/x HTTP/1.1\r\nHost: shop.example\r\n${lines.join('\r\n')}\r\n\r\n`;

const lengths: Desync[] = [
  ['two different lengths', 'Content-Length: 0', 'Content-Length: 54'],
  ['two equal lengths', 'Content-Length: 54', 'Content-Length: 54'],
  ['lengths as a list', 'Content-Length: 0, 54'],
  ['equal lengths as a list', 'Content-Length: 54, 54'],
  ['a length with a plus', 'Content-Length: +54'],
  ['a length with a minus', 'Content-Length: -54'],
  ['a hexadecimal length', 'Content-Length: 0x36'],
  ['an octal length', 'Content-Length: 0o66'],
  ['a length with an underscore', 'Content-Length: 5_4'],
  ['a length with a fraction', 'Content-Length: 54.0'],
  ['a length with an exponent', 'Content-Length: 5e1'],
  ['a length in quotes', 'Content-Length: "54"'],
  ['a length with a space in it', 'Content-Length: 5 4'],
  ['a length with a word behind it', 'Content-Length: 54 bytes'],
  ['no length after its name', 'Content-Length: '],
  ['a length past 64 bits', 'Content-Length: 18446744073709551670'],
  ['a length before a vertical tab', 'Content-Length: 54\x0b'],
  ['a length in Arabic digits', 'Content-Length: \xd9\xa5\xd9\xa4'],
  ['a space before the colon of a length', 'Content-Length : 54'],
  ['a tab before the colon of a length', 'Content-Length\t: 54'],
  ['a folded length', 'Content-Length:\r\n 54'],
  ['a length behind a bare carriage return', 'X: y\rContent-Length: 54'],
  ['a length behind a bare line feed', 'X: y\nContent-Length: 54'],
  ['a length behind a NUL', 'X: y\x00Content-Length: 54'],
].map(([name = '', ...lines]) => ({ name, bytes: `${post(...lines)}${smuggled}` }));

const both: Desync[] = [
  ['CL.TE', 'Content-Length: 59', 'Transfer-Encoding: chunked'],
  ['TE.CL', 'Transfer-Encoding: chunked', 'Content-Length: 3'],
  ['CL.TE with a length of nothing', 'Content-Length: 0', 'Transfer-Encoding: chunked'],
  ['CL.TE in capitals', 'CONTENT-LENGTH: 59', 'TRANSFER-ENCODING: CHUNKED'],
  ['CL.TE around another header', 'Content-Length: 59', 'X: y', 'Transfer-Encoding: chunked'],
  ['CL.TE with a folded coding', 'Content-Length: 59', 'Transfer-Encoding:', ' chunked'],
  ['CL.TE with a space before the colon', 'Content-Length: 59', 'Transfer-Encoding : chunked'],
  ['CL.TE with a tab behind the colon', 'Content-Length: 59', 'Transfer-Encoding:\tchunked'],
  ['CL.TE with an unknown coding', 'Content-Length: 59', 'Transfer-Encoding: xchunked'],
  ['CL.TE with identity', 'Content-Length: 59', 'Transfer-Encoding: identity'],
].map(([name = '', ...lines]) => ({ name, bytes: `${post(...lines)}${chunked}` }));

const codings: Desync[] = [
  ['an unknown coding', 'Transfer-Encoding: xchunked'],
  ['a coding cut short', 'Transfer-Encoding: chunke'],
  ['identity', 'Transfer-Encoding: identity'],
  ['no coding after its name', 'Transfer-Encoding: '],
  ['chunked before identity', 'Transfer-Encoding: chunked, identity'],
  ['identity before chunked', 'Transfer-Encoding: identity, chunked'],
  ['gzip before chunked', 'Transfer-Encoding: gzip, chunked'],
  ['chunked twice', 'Transfer-Encoding: chunked, chunked'],
  ['chunked in two lines', 'Transfer-Encoding: chunked', 'Transfer-Encoding: chunked'],
  ['chunked, then identity in another line', 'Transfer-Encoding: chunked', 'Transfer-Encoding: identity'],
  ['identity, then chunked in another line', 'Transfer-Encoding: identity', 'Transfer-Encoding: chunked'],
  ['a list that begins with a comma', 'Transfer-Encoding: , chunked'],
  ['a list that ends with a comma', 'Transfer-Encoding: chunked,'],
  ['chunked with a parameter', 'Transfer-Encoding: chunked;q=1'],
  ['chunked in quotes', 'Transfer-Encoding: "chunked"'],
  ['chunked in single quotes', "Transfer-Encoding: 'chunked'"],
  ['a vertical tab before chunked', 'Transfer-Encoding: \x0bchunked'],
  ['a form feed before chunked', 'Transfer-Encoding: \x0cchunked'],
  ['a form feed behind chunked', 'Transfer-Encoding: chunked\x0c'],
  ['a NUL behind chunked', 'Transfer-Encoding: chunked\x00'],
  ['a no-break space before chunked', 'Transfer-Encoding:\xa0chunked'],
  ['a byte past ASCII behind the name', 'Transfer-Encoding\xff: chunked'],
  ['a space before the colon', 'Transfer-Encoding : chunked'],
  ['a tab before the colon', 'Transfer-Encoding\t: chunked'],
  ['a NUL before the colon', 'Transfer-Encoding\x00: chunked'],
  ['a folded coding', 'Transfer-Encoding:', ' chunked'],
  ['a coding folded by a tab', 'Transfer-Encoding:', '\tchunked'],
  ['a coding behind a fold', 'X: y', ' Transfer-Encoding: chunked'],
  ['a coding behind a bare line feed', 'X: y\nTransfer-Encoding: chunked'],
  ['a coding behind a bare carriage return', 'X: y\rTransfer-Encoding: chunked'],
  ['a coding behind two carriage returns', 'X: y\r\r\nTransfer-Encoding: chunked'],
  ['a coding behind a colon', ': Transfer-Encoding: chunked'],
].map(([name = '', ...lines]) => ({ name, bytes: `${post(...lines)}${chunked}` }));

const chunks: Desync[] = [
  ['a chunk whose size is no number', 'zz\r\n'],
  ['a chunk size with 0x', '0x3\r\nabc\r\n'],
  ['a chunk size with a plus', '+3\r\nabc\r\n'],
  ['a chunk size with a minus', '-3\r\nabc\r\n'],
  ['a chunk size with a space behind it', '3 \r\nabc\r\n'],
  ['a chunk size with a space before it', ' 3\r\nabc\r\n'],
  ['a chunk size with an underscore', '1_0\r\nabc\r\n'],
  ['no chunk size', '\r\nabc\r\n'],
  ['a chunk size past 64 bits', '10000000000000003\r\nabc\r\n'],
  ['a chunk that is longer than its size', '3\r\nabcd\r\n'],
  ['a chunk that is shorter than its size', '5\r\nabc\r\n'],
  ['a chunk size ended by a line feed', '3\nabc\r\n'],
  ['a chunk ended by a line feed', '3\r\nabc\n'],
  ['a chunk ended by a carriage return', '3\r\nabc\r'],
  ['a chunk ended by other bytes', '3\r\nabcXX'],
  ['a line feed in the extension of a chunk', '3;a\nb\r\nabc\r\n'],
  ['a carriage return in the extension of a chunk', '3;a\rb\r\nabc\r\n'],
  ['a length among the trailers', '3\r\nabc\r\n0\r\nContent-Length: 54\r\n\r\n'],
  ['a coding among the trailers', '3\r\nabc\r\n0\r\nTransfer-Encoding: chunked\r\n\r\n'],
  ['a bare line feed among the trailers', '3\r\nabc\r\n0\r\nX: y\n\r\n'],
].map(([name = '', body = '']) => ({
  name,
  bytes: `${post('Transfer-Encoding: chunked')}${body}${chunked}`,
}));

const heads: Desync[] = [
  { name: 'line feeds for line ends', bytes: `GET /shop/x HTTP/1.1\nHost: shop.example\n\n${smuggled}` },
  { name: 'a line feed behind the request line', bytes: `GET /shop/x HTTP/1.1\nHost: a\r\n\r\n${smuggled}` },
  { name: 'a line feed for the empty line', bytes: `GET /shop/x HTTP/1.1\r\nHost: a\r\n\n${smuggled}` },
  { name: 'a carriage return for a line end', bytes: `GET /shop/x HTTP/1.1\rHost: a\r\n\r\n${smuggled}` },
  { name: 'a folded header', bytes: `${get('X: y', ' z')}${smuggled}` },
  {
    name: 'a header before which there is a space',
    bytes: `GET /shop/x HTTP/1.1\r\n Host: a\r\n\r\n${smuggled}`,
  },
  { name: 'a header without a colon', bytes: `${get('X')}${smuggled}` },
  { name: 'a header without a name', bytes: `${get(': y')}${smuggled}` },
  { name: 'a space in a name', bytes: `${get('X Y: z')}${smuggled}` },
  { name: 'a control in a value', bytes: `${get('X: a\x01b')}${smuggled}` },
  { name: 'no host', bytes: `GET /shop/x HTTP/1.1\r\n\r\n${smuggled}` },
  { name: 'two hosts', bytes: `${get('Host: other.example')}${smuggled}` },
  { name: 'a host with a user', bytes: `GET /shop/x HTTP/1.1\r\nHost: a@b\r\n\r\n${smuggled}` },
  { name: 'a host with a path', bytes: `GET /shop/x HTTP/1.1\r\nHost: a/b\r\n\r\n${smuggled}` },
  {
    name: 'a thousand headers, and a host behind them',
    bytes: `${get(...Array.from({ length: 1_100 }, () => 'X:'), 'Host: other.example')}${smuggled}`,
  },
  {
    name: 'two authorizations',
    bytes: `${get('Authorization: Bearer a', 'Authorization: Bearer b')}${smuggled}`,
  },
  { name: 'HTTP/0.9', bytes: `GET /shop/smuggled\r\n\r\n` },
  { name: 'HTTP/1.2', bytes: `GET /shop/x HTTP/1.2\r\nHost: a\r\n\r\n${smuggled}` },
  { name: 'HTTP/2.0', bytes: `GET /shop/smuggled HTTP/2.0\r\nHost: a\r\n\r\n` },
  {
    name: 'chunks in HTTP/1.0',
    bytes: `POST /shop/x HTTP/1.0\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n${chunked}`,
  },
  { name: 'a preface of HTTP/2', bytes: `PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n` },
  { name: 'a tab in the request line', bytes: `GET\t/shop/x\tHTTP/1.1\r\nHost: a\r\n\r\n${smuggled}` },
  { name: 'a space in the target', bytes: `GET /shop/x HTTP/1.1 HTTP/1.1\r\nHost: a\r\n\r\n${smuggled}` },
  { name: 'a method in small letters', bytes: `get /shop/x HTTP/1.1\r\nHost: a\r\n\r\n${smuggled}` },
  {
    name: 'a fragment in the target',
    bytes: `GET /shop/smuggled#x HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n`,
  },
  { name: 'a NUL in the target', bytes: `GET /shop/x\x00 HTTP/1.1\r\nHost: a\r\n\r\n${smuggled}` },
  {
    name: 'an encoded NUL in the target',
    bytes: `GET /shop/smuggled%00 HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n`,
  },
  {
    name: 'a broken encoding in the target',
    bytes: `GET /shop/smuggled%2 HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n`,
  },
  {
    name: 'a backslash in the target',
    bytes: `GET /shop\\smuggled HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n`,
  },
  { name: 'no slash before the target', bytes: `GET shop/smuggled HTTP/1.1\r\nHost: a\r\n\r\n` },
  { name: 'an asterisk for a target', bytes: `OPTIONS * HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n` },
];

export const desyncs: readonly Desync[] = [...lengths, ...both, ...codings, ...chunks, ...heads];

const last = 'Connection: close';

/** What looks like one of those and is none; with how it must arrive. */
export const innocent: readonly (Desync & { readonly arrives: string })[] = [
  {
    name: 'chunked in capitals',
    bytes: `${post('Transfer-Encoding: CHUNKED', last)}3\r\nabc\r\n0\r\n\r\n`,
    arrives: 'POST /shop/x abc',
  },
  {
    name: 'a tab before chunked',
    bytes: `${post('Transfer-Encoding:\tchunked', last)}3\r\nabc\r\n0\r\n\r\n`,
    arrives: 'POST /shop/x abc',
  },
  {
    name: 'an extension of a chunk',
    bytes: `${post('Transfer-Encoding: chunked', last)}3;a=b\r\nabc\r\n0\r\n\r\n`,
    arrives: 'POST /shop/x abc',
  },
  {
    name: 'zeros before a chunk size',
    bytes: `${post('Transfer-Encoding: chunked', last)}003\r\nabc\r\n0\r\n\r\n`,
    arrives: 'POST /shop/x abc',
  },
  {
    name: 'empty lines before the request',
    bytes: `\r\n\r\n${get(last)}`,
    arrives: 'GET /shop/x ',
  },
  {
    name: 'a length spelled with an underscore, which is another header',
    bytes: `${get('Content_Length: 54', last)}`,
    arrives: 'GET /shop/x ',
  },
  {
    name: 'a body in a GET',
    bytes: `${get('Content-Length: 3', last)}abc`,
    arrives: 'GET /shop/x abc',
  },
  {
    name: 'an absolute form',
    bytes: `GET http://shop.example/shop/x HTTP/1.1\r\nHost: other.example\r\n${last}\r\n\r\n`,
    arrives: 'GET /shop/x ',
  },
  {
    name: 'Expect: 100-continue',
    bytes: `${post('Content-Length: 3', 'Expect: 100-continue', last)}abc`,
    arrives: 'POST /shop/x abc',
  },
];
