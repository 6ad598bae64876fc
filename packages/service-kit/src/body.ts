import { bodyParser } from '@koa/bodyparser';
import type { Context } from 'koa';
import { refuse } from './refusal.js';

const MAX_DEPTH = 32;

const parse = bodyParser({ enableTypes: ['json'], jsonLimit: '1mb', jsonStrict: true });

/**
 * The JSON object or list in the body of a request: at most 1 MiB (after decompression) and 32 levels deep; an empty object
 * where there is no body, and that may be missing.
 * Throws a `Refusal`, or the body parser's own errors, which carry a status.
 */
export const readBody = async (ctx: Context, mayBeMissing: boolean): Promise<unknown> => {
  const isMissing = !('transfer-encoding' in ctx.req.headers) && (ctx.request.length ?? 0) === 0;
  if (isMissing && mayBeMissing) return {};
  if (ctx.request.is('application/json') === false) {
    return refuse('unsupported-media-type', 'request.unsupported-media-type', 'Send application/json');
  }
  if (isMissing) return refuse('malformed', 'request.malformed', 'The body is missing; send a JSON object');
  await parse(ctx, async () => {}).catch((thrown: unknown) => {
    if (!isUndecodable(thrown)) throw thrown;
    const detail = 'The body is not compressed as its Content-Encoding says';
    return refuse('malformed', 'request.malformed', detail, { cause: thrown });
  });
  const body: unknown = ctx.request.body;
  checkDepth(body);
  return body;
};

/** What zlib says of bytes that are not compressed as they should be: `Z_…` of gzip, `ERR__ERROR_…` of Brotli. */
const isUndecodable = (thrown: unknown): boolean =>
  thrown instanceof Error && 'code' in thrown && /^(Z_|ERR__ERROR_)/.test(String(thrown.code));

const checkDepth = (body: unknown) => {
  let level = [body].filter(isNested);
  for (let depth = 1; level.length > 0; depth += 1) {
    if (depth > MAX_DEPTH) {
      return refuse('malformed', 'request.too-deep', `The body is nested deeper than ${MAX_DEPTH} levels`);
    }
    level = level.flatMap((value): unknown[] => Object.values(value)).filter(isNested);
  }
};

const isNested = (value: unknown): value is object => typeof value === 'object' && value !== null;
