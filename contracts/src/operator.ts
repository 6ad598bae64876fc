import Type from 'typebox';
import { owner } from './declare.js';
import { Id } from './fields.js';

/** Whoever runs the forum, at the command line (`obey`). Not a service: nothing else says this, and nothing runs under the name. */
const operator = owner('operator', { partitions: 1 });

/** Somebody begins to change what stands on the streams: said before the first change. */
export const OperatorDeedBegun = operator.notification('OperatorDeedBegun', {
  subject: 'deedId',
  data: Type.Object({
    deedId: Id,
    /** Who, by the operating system, and on which machine. */
    user: Type.String({ maxLength: 200 }),
    host: Type.String({ maxLength: 300 }),
    /** The plan, as it was shown. */
    title: Type.String({ maxLength: 500 }),
    steps: Type.Array(Type.String({ maxLength: 500 }), { maxItems: 100 }),
    /** Always there where it cannot be undone. */
    reason: Type.Optional(Type.String({ maxLength: 1_000 })),
  }),
});

/** How that ended. Where it is missing, it was killed in between. */
export const OperatorDeedEnded = operator.notification('OperatorDeedEnded', {
  subject: 'deedId',
  data: Type.Object({
    deedId: Id,
    outcome: Type.Enum(['done', 'failed', 'interrupted']),
    /** What was changed, by numbers. */
    counts: Type.Record(Type.String(), Type.Number()),
    error: Type.Optional(Type.String({ maxLength: 1_000 })),
  }),
});
