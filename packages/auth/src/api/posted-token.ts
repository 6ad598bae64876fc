import type { Readable } from 'node:stream';
import { refuse } from '@obey/service-kit';
import Type from 'typebox';
import { Compile } from 'typebox/compile';
import { bodyInvalid } from './refusals.js';

const TokenBody = Compile(Type.Object({ token: Type.String() }, { additionalProperties: false }));

const longest = 4_096;

interface Posted {
  readonly req: Readable;
  readonly is: (...types: string[]) => string | false | null;
}

/** The token that was posted, as JSON or, by a page without a script, as a form. Throws a `Refusal`. */
export const postedToken = async ({ req, is }: Posted): Promise<string> => {
  const type = is('json', 'urlencoded');
  if (typeof type !== 'string') {
    return refuse('unsupported-media-type', 'request.unsupported-media-type', 'Send JSON or a form');
  }
  const text = await textOf(req);
  const body: unknown = type === 'json' ? parsed(text) : Object.fromEntries(new URLSearchParams(text));
  if (TokenBody.Check(body)) return body.token;
  return bodyInvalid([{ pointer: '/token', detail: 'must be a text, and the only field' }]);
};

const textOf = async (stream: Readable): Promise<string> => {
  const chunks: Buffer[] = [];
  let size = 0;
  // Refusing must not destroy the request, or its answer would go with it.
  for await (const chunk of stream.iterator({ destroyOnReturn: false })) {
    const bytes = Buffer.from(chunk);
    size += bytes.length;
    if (size > longest) refuse('too-large', 'request.too-large', `The body is longer than ${longest} bytes`);
    chunks.push(bytes);
  }
  return Buffer.concat(chunks).toString();
};

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch (cause) {
    return refuse('malformed', 'request.malformed', 'The body is not JSON', { cause });
  }
};
