import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import { type Request, type Route, refuse, route } from '@obey/service-kit';
import Type from 'typebox';
import type { Assets } from './docs-assets.js';
import { docsPage, docsPolicy } from './docs-page.js';
import type { Documents } from './documents.js';
import { eventsPage, eventsPolicy } from './events-page.js';

interface Deps {
  readonly documents: Documents;
  readonly assets: Assets;
}

const json = { contentType: 'application/json' };
const html = { contentType: 'text/html' };

/** The documents of the whole, and the pages to read them on. Both may be kept, and are asked for again by their ETag. */
export const documentRoutes = ({ documents, assets }: Deps): Route[] => {
  const files = `docs/assets/${assets.version}`;
  return [
    route({
      method: 'GET',
      path: '/openapi.json',
      operation: 'getOpenApi',
      summary: 'The REST APIs of all services, as one OpenAPI 3.1 document',
      access: 'anyone',
      answers: { 200: json, 304: null },
      handle: async (request) => tagged(request, JSON.stringify(await documents.openApi()), open),
    }),
    route({
      method: 'GET',
      path: '/asyncapi.json',
      operation: 'getAsyncApi',
      summary: 'What the services say to each other, as an AsyncAPI 3.0 document',
      access: 'anyone',
      answers: { 200: json, 304: null },
      handle: async (request) => tagged(request, JSON.stringify(await documents.asyncApi()), open),
    }),
    route({
      method: 'GET',
      path: '/docs',
      operation: 'showDocs',
      summary: 'A page to read the REST APIs on, and to try them',
      access: 'anyone',
      answers: { 200: html, 304: null },
      handle: (request) => tagged(request, docsPage(files), { 'Content-Security-Policy': docsPolicy }),
    }),
    route({
      method: 'GET',
      path: '/docs/events',
      operation: 'showEvents',
      summary: 'A page to read on what the services say to each other',
      access: 'anyone',
      answers: { 200: html, 304: null },
      handle: async (request) =>
        tagged(request, eventsPage(await documents.asyncApi(), files), {
          'Content-Security-Policy': eventsPolicy,
        }),
    }),
    route({
      method: 'GET',
      path: '/docs/assets/:version/:file',
      operation: 'getDocsAsset',
      summary: 'A file of these pages',
      access: 'anyone',
      params: Type.Object({ version: Type.String(), file: Type.String() }),
      answers: { 200: { contentType: 'application/octet-stream' } },
      handle: ({ ctx, params: { version, file } }) => assetOf(ctx, assets, version, file),
    }),
  ];
};

/** Documents are public, and pages elsewhere may read them. */
const open = { 'Access-Control-Allow-Origin': '*', 'Cross-Origin-Resource-Policy': 'cross-origin' };

const tagged = ({ ctx }: Request, body: string, more: Readonly<Record<string, string>>) => {
  const headers = {
    ETag: `"${createHash('sha256').update(body).digest('base64url').slice(0, 22)}"`,
    'Cache-Control': 'no-cache',
    ...more,
  };
  ctx.status = 200;
  ctx.set('ETag', headers.ETag);
  return ctx.fresh ? { status: 304 as const, headers } : { status: 200 as const, headers, body };
};

const assetOf = async (ctx: Request['ctx'], assets: Assets, version: string, file: string) => {
  const asset = version === assets.version ? assets.of(file) : undefined;
  if (!asset)
    return refuse('not-found', 'gateway.no-such-file', `There is no file ${file} of this version; see /docs`);
  ctx.vary('Accept-Encoding');
  const encoding = ctx.acceptsEncodings('br', 'gzip', 'identity');
  const kept = encoding === 'br' || encoding === 'gzip' ? encoding : 'identity';
  const content = await asset.as(kept);
  return {
    status: 200 as const,
    headers: {
      'Cache-Control': 'public, max-age=31536000, immutable',
      'Content-Length': String(content.length),
      ...(kept !== 'identity' && { 'Content-Encoding': kept }),
    },
    type: asset.type,
    body: Readable.from([content]),
  };
};
