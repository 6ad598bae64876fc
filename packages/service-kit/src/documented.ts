import type { Logger } from 'pino';
import type { TSchema } from 'typebox';
import type { Access } from './access.js';
import { propertiesOf } from './coerce.js';
import { Refusal } from './refusal.js';
import { statuses } from './statuses.js';

/** The codes of refusals by HTTP status: `{ 409: ['shop.sold-out'] }`. */
export type Refuses = Readonly<Record<number, readonly string[]>>;

/** A route, as far as its refusals follow from it. */
interface Described {
  readonly access: Access;
  readonly query: TSchema | undefined;
  readonly body: TSchema | undefined;
  readonly posted: TSchema | undefined;
  readonly versioned: boolean;
  readonly refuses: Refuses;
}

/**
 * Every refusal of a route: those that it names, and those that follow from how it is asked. What may meet any request (an
 * outage, a fault, too little time, a gateway on the way) is not among them.
 */
export const refusalsOf = (route: Described): Refuses => {
  const { access, body, posted, versioned, refuses } = route;
  const reads = body !== undefined || posted !== undefined;
  return joined([
    access === 'anyone' ? {} : { 401: [...(access === 'visitor' ? [] : ['token.missing']), ...badTokens] },
    access === 'anyone' ? {} : { 503: ['token.no-keys'] },
    typeof access === 'object' ? { 403: ['permission.missing'] } : {},
    body === undefined ? {} : { 400: ['request.too-deep'] },
    reads || versioned ? { 400: ['request.malformed'] } : {},
    reads ? { 413: ['request.too-large'], 415: ['request.unsupported-media-type'] } : {},
    { 422: ['request.invalid'] },
    'cursor' in propertiesOf(route.query) ? { 422: ['cursor.invalid'] } : {},
    versioned ? { 412: ['request.version-passed'] } : {},
    refuses,
  ]);
};

const badTokens = ['token.invalid', 'token.expired', 'token.revoked', 'token.outdated'];

/** All of them; a code stands once with its status. */
export const joined = (all: readonly Refuses[]): Refuses => {
  const codes: Record<number, readonly string[]> = {};
  for (const [status, more] of all.flatMap((one) => Object.entries(one)))
    codes[Number(status)] = [...new Set([...(codes[Number(status)] ?? []), ...more])];
  return codes;
};

/**
 * Passes on what is refused, and tells the log where that is not documented: a client cannot know what to do then, but the
 * answer is right all the same.
 */
export const undocumentedTeller =
  (documented: Refuses) =>
  async <T>(log: Logger, handle: () => Promise<T> | T): Promise<T> => {
    try {
      return await handle();
    } catch (thrown) {
      if (thrown instanceof Refusal && thrown.code !== 'unavailable') {
        const { status } = statuses[thrown.kind];
        if (!documented[status]?.includes(thrown.code))
          log.error({ status, code: thrown.code }, 'A refusal is not documented by its route');
      }
      throw thrown;
    }
  };
