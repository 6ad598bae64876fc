import type { Readable } from 'node:stream';
import { refuse } from '@obey/service-kit';
import { bodyInvalid } from './refusals.js';

const longest = 4_096;

interface Posted {
  readonly req: Readable;
  readonly is: (...types: string[]) => string | false | null;
}

/**
 * Texts that were posted, as JSON or, by a page without a script, as a form: all of these names, and no others.
 * Throws a `Refusal`.
 */
export const posted = async <const Name extends string>(
  { req, is }: Posted,
  names: readonly Name[],
): Promise<Record<Name, string>> => {
  const type = is('json', 'urlencoded');
  if (typeof type !== 'string') {
    return refuse('unsupported-media-type', 'request.unsupported-media-type', 'Send JSON or a form');
  }
  const text = await textOf(req);
  const body: unknown = type === 'json' ? parsed(text) : Object.fromEntries(new URLSearchParams(text));
  const faults = faultsIn(body, names);
  const fits = (_body: unknown): _body is Record<Name, string> => faults.length === 0;
  return fits(body) ? body : bodyInvalid(faults);
};

const faultsIn = (body: unknown, names: readonly string[]) => {
  const fields = new Map(typeof body === 'object' && body !== null ? Object.entries(body) : []);
  return [
    ...names
      .filter((name) => typeof fields.get(name) !== 'string')
      .map((name) => ({ pointer: `/${name}`, detail: 'must be a text' })),
    ...[...fields.keys()]
      .filter((name) => !names.includes(name))
      .map((name) => ({
        pointer: `/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`,
        detail: 'is not a known field',
      })),
  ];
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
