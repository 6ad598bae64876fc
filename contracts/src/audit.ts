import Type from 'typebox';
import { owner } from './declare.js';

const audit = owner('audit');

/** An entry's id on its stream, as Redis writes it. */
const EntryId = Type.String({ pattern: '^[0-9]{1,20}-[0-9]{1,20}$' });

/**
 * What stood on a stream between two entries, neither of them included, in its order: at most `limit` messages, and fewer
 * where they are large. None means that there is nothing more.
 */
export const AuditGetHistory = audit.request('AuditGetHistory', {
  subject: 'stream',
  data: Type.Object({
    /** The key of the stream: `events:{auth:3}`. */
    stream: Type.String({ maxLength: 200 }),
    after: EntryId,
    before: EntryId,
    limit: Type.Integer({ minimum: 1, maximum: 500 }),
  }),
  answer: Type.Object({
    /** Each message as JSON (CloudEvents), its secrets masked, with the id of its entry. */
    entries: Type.Array(Type.Object({ id: EntryId, event: Type.String() })),
  }),
});
