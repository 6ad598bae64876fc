import { Id } from '@obey/contracts';
import { instantOf, PageOf, PageQuery, type Route, refuse, route, searchedPage } from '@obey/service-kit';
import Type from 'typebox';
import type { Erasures } from './erasures.js';
import { flowOf } from './flows.js';
import { findEvents, placeOf } from './search.js';
import type { Store } from './store.js';
import { ErasureView, EventDetail, EventView, eventView, Flow, nodeView, reactionView } from './views.js';

interface Deps {
  readonly store: Store;
  readonly erasures: Pick<Erasures, 'erase'>;
}

const read = { permission: 'audit.read' } as const;

/** A flow is drawn up to so many messages. */
const mostInFlow = 1_000;

const Text = Type.String({ minLength: 1, maxLength: 500 });
const Moment = Type.String({ format: 'date-time' });

const SearchQuery = Type.Object({
  ...PageQuery.properties,
  type: Type.Optional(Type.String({ maxLength: 200, description: 'auth.user.changed, or AuthUserChanged' })),
  subject: Type.Optional(Text),
  user: Type.Optional(
    Type.String({ minLength: 1, maxLength: 254, description: 'The id or address of a user whom it names' }),
  ),
  service: Type.Optional(Type.String({ maxLength: 100, description: 'Who said it' })),
  correlationId: Type.Optional(Text),
  from: Type.Optional(Moment),
  to: Type.Optional(Moment),
});

export const routes = ({ store, erasures }: Deps): Route[] => [
  route({
    method: 'GET',
    path: '/audit/events',
    summary: 'What was said, newest first',
    description:
      'All that is given must hold. A search by several at once reads 1,000 messages at a time: its pages may be short, and still have a next one.',
    access: read,
    query: SearchQuery,
    answers: { 200: PageOf(EventView) },
    handle: async ({ query: { limit, cursor, from, to, ...given } }) => {
      const search = { ...given, ...(from && { from: instantOf(from) }), ...(to && { to: instantOf(to) }) };
      const { items, ...ends } = await searchedPage(
        { ...(limit !== undefined && { limit }), ...(cursor !== undefined && { cursor }) },
        { of: ['events', given, from, to], placeOf, search: (stretch) => findEvents(store, search, stretch) },
      );
      return { status: 200, body: { items: items.map(eventView), ...ends } };
    },
  }),

  route({
    method: 'GET',
    path: '/audit/events/:id',
    summary: 'A message, and what services did with it',
    access: read,
    params: Type.Object({ id: Text }),
    answers: { 200: EventDetail },
    refuses: { 404: ['audit.no-such-event'] },
    handle: async ({ params: { id } }) => {
      const record = await store.events.findOne({ _id: id });
      if (!record)
        return refuse('not-found', 'audit.no-such-event', `There is no message ${id} in the archive`);
      const told = await store.outcomes.find({ message: id }).sort({ service: 1 }).limit(100).toArray();
      return { status: 200, body: { ...eventView(record), reactions: told.map(reactionView) } };
    },
  }),

  route({
    method: 'GET',
    path: '/audit/flows/:correlationId',
    summary: 'A flow as the tree of what caused what',
    description: `Each message with the time since its cause, and what services did with it. The first ${mostInFlow} messages are drawn; what is deeper than 50 causes begins a tree of its own.`,
    access: read,
    params: Type.Object({ correlationId: Text }),
    answers: { 200: Flow },
    refuses: { 404: ['audit.no-such-flow'] },
    handle: async ({ params: { correlationId } }) => {
      const found = await store.events
        .find({ correlationId })
        .sort({ said: 1, _id: 1 })
        .limit(mostInFlow + 1)
        .toArray();
      const messages = found.slice(0, mostInFlow);
      const [first, last] = [messages[0], messages.at(-1)];
      if (!first || !last)
        return refuse(
          'not-found',
          'audit.no-such-flow',
          `There is no message of the flow ${correlationId} in the archive`,
        );
      const told = await store.outcomes.find({ message: { $in: messages.map(({ _id }) => _id) } }).toArray();
      const flow = {
        correlationId,
        messages: messages.length,
        cut: found.length > mostInFlow,
        startedAt: first.said.toISOString(),
        tookMs: last.said.getTime() - first.said.getTime(),
        trees: flowOf(messages, told).map(nodeView),
      };
      return { status: 200, body: flow };
    },
  }),

  route({
    method: 'DELETE',
    path: '/audit/users/:id/personal-data',
    summary: 'Mask what tells of a user',
    description:
      'Names, addresses and texts of the user are masked in every message that is kept, and in those that come later; ids stay, and so do the trees. It cannot be undone. Harmless to repeat.',
    access: { permission: 'audit.erase' },
    params: Type.Object({ id: Id }),
    answers: { 200: ErasureView },
    handle: async ({ params: { id }, user }) => {
      const { requestedAt, doneAt } = await erasures.erase(id, user.id);
      const body = {
        userId: id,
        requestedAt: requestedAt.toISOString(),
        doneAt: doneAt?.toISOString() ?? null,
      };
      return { status: 200, body };
    },
  }),
];
