import { Id } from '@obey/contracts';
import Type, { type Static } from 'typebox';
import type { FlowNode } from './flows.js';
import { entryIdOf } from './history.js';
import { type Archived, dataOf } from './records.js';
import type { Told } from './store.js';

const Moment = Type.String({ format: 'date-time' });
const Milliseconds = Type.Union([Type.Number(), Type.Null()]);

const attributes = {
  type: Type.String(),
  version: Type.Number(),
  service: Type.String({ description: 'Who said it' }),
  subject: Type.String(),
  time: Type.String({ description: 'When it was said' }),
  correlationId: Type.String(),
  causationId: Type.Union([Type.String(), Type.Null()]),
};

/** A message as it stood, but for what is masked. */
export const EventView = Type.Object({
  id: Type.String(),
  ...attributes,
  traceparent: Type.Union([Type.String(), Type.Null()]),
  stream: Type.String({ description: 'The key of its stream' }),
  entry: Type.String({ description: 'Its entry there' }),
  again: Type.Array(Type.String(), { description: 'Entries in which it stood once more, under the same id' }),
  differing: Type.Array(Type.String(), { description: 'Those of them in which something else stood' }),
  heardAt: Moment,
  erased: Type.Boolean({ description: 'What told of a user was masked when that user was erased' }),
  data: Type.Unknown({ description: 'Secrets are masked' }),
});

const ReactionView = Type.Object({
  service: Type.String(),
  instance: Type.String(),
  outcome: Type.Enum(['handled', 'retried', 'dead']),
  at: Moment,
  attempts: Type.Integer(),
  tookMs: Milliseconds,
  waitedMs: Milliseconds,
  code: Type.Union([Type.String(), Type.Null()], { description: 'Of what it failed by last' }),
  failedAt: Type.Union([Moment, Type.Null()]),
});

export const EventDetail = Type.Object({
  ...EventView.properties,
  reactions: Type.Array(ReactionView, { description: 'As the services reported them, as far as they did' }),
});

/** A message in its flow, with what it caused, nested. */
export const Flow = Type.Object({
  correlationId: Type.String(),
  messages: Type.Integer({ description: 'How many are drawn' }),
  cut: Type.Boolean({ description: 'There are more: only the first ones are drawn' }),
  startedAt: Moment,
  tookMs: Type.Number({ description: 'From the first message that is drawn to the last' }),
  trees: Type.Array(
    Type.Cyclic(
      {
        Node: Type.Object({
          id: Type.String(),
          missing: Type.Boolean({ description: 'Its cause is known by this id alone' }),
          type: Type.Optional(Type.String()),
          version: Type.Optional(Type.Number()),
          service: Type.Optional(Type.String()),
          subject: Type.Optional(Type.String()),
          time: Type.Optional(Type.String()),
          afterMs: Milliseconds,
          reactions: Type.Array(ReactionView),
          caused: Type.Array(Type.Ref('Node')),
        }),
      },
      'Node',
    ),
  ),
});

export const ErasureView = Type.Object({
  userId: Id,
  requestedAt: Moment,
  doneAt: Type.Union([Moment, Type.Null()]),
});

export const eventView = (record: Archived): Static<typeof EventView> => ({
  id: record._id,
  type: record.type,
  version: record.version,
  service: record.source,
  subject: record.subject,
  time: record.time,
  correlationId: record.correlationId,
  causationId: record.causationId ?? null,
  traceparent: record.traceparent ?? null,
  stream: record.stream,
  entry: entryIdOf(record.entry),
  again: (record.again ?? []).map(entryIdOf),
  differing: (record.differing ?? []).map(entryIdOf),
  heardAt: record.heardAt.toISOString(),
  erased: (record.erased ?? []).length > 0,
  data: dataOf(record),
});

export const reactionView = (told: Told): Static<typeof ReactionView> => ({
  service: told.service,
  instance: told.instance,
  outcome: told.outcome,
  at: told.at.toISOString(),
  attempts: told.attempts,
  tookMs: told.tookMs,
  waitedMs: told.waitedMs,
  code: told.code,
  failedAt: told.failedAt?.toISOString() ?? null,
});

interface NodeView {
  id: string;
  missing: boolean;
  type?: string;
  version?: number;
  service?: string;
  subject?: string;
  time?: string;
  afterMs: number | null;
  reactions: Static<typeof ReactionView>[];
  caused: NodeView[];
}

export const nodeView = ({ id, missing, message, afterMs, reactions, caused }: FlowNode): NodeView => ({
  id,
  missing,
  ...(message && {
    type: message.type,
    version: message.version,
    service: message.source,
    subject: message.subject,
    time: message.time,
  }),
  afterMs,
  reactions: reactions.map(reactionView),
  caused: caused.map(nodeView),
});
