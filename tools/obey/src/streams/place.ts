import {
  type Connection,
  compareIds,
  entriesOf,
  entryBefore,
  fieldsOf,
  idBefore,
} from '@obey/choreography/inspection';
import { UsageError } from '../errors.js';
import { parseTime } from '../times.js';

/** Where on a stream a group is to go on. */
export type Place =
  | { readonly kind: 'start' }
  | { readonly kind: 'end' }
  | { readonly kind: 'after'; readonly id: string }
  | { readonly kind: 'by'; readonly entries: number };

const entryId = /^\d{1,19}-\d{1,20}$/;

/** `start`, `end`, an entry id (behind it), `@time` (from then on), `+N` and `-N` entries. Throws `UsageError`. */
export const parsePlace = (given: string, now: Date): Place => {
  if (given === 'start' || given === 'end') return { kind: given };
  if (entryId.test(given)) return { kind: 'after', id: given };
  if (/^[+-]\d{1,9}$/.test(given)) return { kind: 'by', entries: Number(given) };
  const time = given.startsWith('@') ? parseTime(given.slice(1), now) : undefined;
  if (time) return { kind: 'after', id: idBefore(time) };
  throw new UsageError(
    `'${given}' is no place on a stream. Say start, end, an entry id, @-10m, @2026-11-21T10:00:00Z, +10 or -10`,
  );
};

/**
 * The id behind which a group goes on that was given everything up to `lastDelivered`. It is never behind the end of the stream:
 * what is added later would be left out unseen.
 */
export const placeOn = async (
  redis: Connection,
  stream: string,
  place: Place,
  lastDelivered: string,
): Promise<string> => {
  switch (place.kind) {
    case 'start':
      return '0-0';
    case 'end':
      return endOf(redis, stream);
    case 'after': {
      const end = await endOf(redis, stream);
      return compareIds(place.id, end) > 0 ? end : place.id;
    }
    case 'by': {
      const { entries } = place;
      const [command, from, to] =
        entries > 0
          ? (['XRANGE', `(${lastDelivered}`, '+'] as const)
          : (['XREVRANGE', lastDelivered, '-'] as const);
      if (entries === 0) return lastDelivered;
      const found = entriesOf(await redis.call(command, stream, from, to, 'COUNT', Math.abs(entries)));
      const last = found.at(-1);
      if (!last) return lastDelivered;
      return entries > 0 ? last.id : entryBefore(last.id);
    }
  }
};

const endOf = async (redis: Connection, stream: string) =>
  String(fieldsOf(await redis.call('XINFO', 'STREAM', stream)).get('last-generated-id'));
