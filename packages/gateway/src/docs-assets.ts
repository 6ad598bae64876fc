import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';

export type Encoding = 'identity' | 'gzip' | 'br';

/** A file of the pages. */
export interface Asset {
  readonly type: string;
  /** Its bytes in this encoding: compressed when they are first asked for, and once for all who ask. */
  as(encoding: Encoding): Promise<Buffer>;
}

export interface Assets {
  /** Changes with any of the files, and is part of their paths: so they may be kept for ever. */
  readonly version: string;
  of(name: string): Asset | undefined;
}

/** Shows the document that the page stands beside; nothing is asked of any other server (a validator, say). */
const start = `const dark = matchMedia('(prefers-color-scheme: dark)');
const follow = () => document.documentElement.classList.toggle('dark-mode', dark.matches);
dark.addEventListener('change', follow);
follow();
window.ui = SwaggerUIBundle({
  url: 'openapi.json',
  dom_id: '#swagger-ui',
  deepLinking: true,
  displayOperationId: true,
  docExpansion: 'list',
  defaultModelsExpandDepth: 0,
  displayRequestDuration: true,
  tryItOutEnabled: true,
  filter: true,
  validatorUrl: null,
});
`;

const eventsStyle = `:root { color-scheme: light dark; --line: light-dark(#ccc, #444); --back: light-dark(#f4f4f4, #222); }
body { font: 16px/1.5 system-ui, sans-serif; max-width: 60rem; margin: 2rem auto; padding: 0 1rem; overflow-wrap: break-word; }
h1, h2, h3 { line-height: 1.2; }
h2 { margin-top: 3rem; border-bottom: 1px solid var(--line); }
h3 { margin-bottom: 0; }
code, pre { font: 14px/1.4 ui-monospace, monospace; }
pre { background: var(--back); padding: 1rem; overflow-x: auto; }
dl { display: grid; grid-template-columns: max-content minmax(0, auto); gap: 0.2rem 1rem; margin: 0.5rem 0; }
dd { margin: 0; }
nav ul { columns: 3 12rem; padding-left: 1.2rem; }
`;

const types: Readonly<Record<string, string>> = {
  js: 'text/javascript; charset=utf-8',
  css: 'text/css; charset=utf-8',
  png: 'image/png',
};

/** Reads the files of the viewer (swagger-ui-dist) and adds our own. They are served from here, and from nowhere else. */
export const loadAssets = async (): Promise<Assets> => {
  const require = createRequire(import.meta.url);
  const bundled = ['swagger-ui-bundle.js', 'swagger-ui.css', 'favicon-32x32.png'];
  const files: [string, Buffer][] = await Promise.all(
    bundled.map(async (name) => [name, await readFile(require.resolve(`swagger-ui-dist/${name}`))]),
  );
  files.push(['start.js', Buffer.from(start)], ['events.css', Buffer.from(eventsStyle)]);
  const hash = createHash('sha256');
  for (const [name, content] of files) hash.update(name).update(content);
  const assets = new Map(files.map(([name, content]) => [name, assetOf(name, content)]));
  return { version: hash.digest('hex').slice(0, 12), of: (name) => assets.get(name) };
};

const compress: Readonly<Record<Encoding, (content: Buffer) => Promise<Buffer>>> = {
  identity: async (content) => content,
  gzip: promisify(gzip),
  br: promisify<Buffer, Buffer>((content, done) =>
    brotliCompress(content, { params: { [constants.BROTLI_PARAM_QUALITY]: 9 } }, done),
  ),
};

const assetOf = (name: string, content: Buffer): Asset => {
  const kept = new Map<Encoding, Promise<Buffer>>();
  return {
    type: types[name.slice(name.lastIndexOf('.') + 1)] ?? 'application/octet-stream',
    as: (encoding) => {
      const bytes = kept.get(encoding) ?? compress[encoding](content);
      kept.set(encoding, bytes);
      return bytes;
    },
  };
};
