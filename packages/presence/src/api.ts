import { Id, Time } from '@obey/contracts';
import { eventStream, PageOf, PageQuery, page, type Route, route } from '@obey/service-kit';
import Type from 'typebox';
import type { Store } from './store.js';
import { countEvents } from './stream.js';

const Count = Type.Integer({ minimum: 0 });
const OnlineCount = Type.Object({ count: Count }, { title: 'OnlineCount' });
const record = Type.Union([Type.Object({ count: Count, at: Time }), Type.Null()]);
const { items: users, ...ends } = PageOf(Type.Object({ id: Id, nickname: Type.String() })).properties;

export const routes = ({ store }: { readonly store: Store }, events = countEvents(store.count)): Route[] => [
  route({
    method: 'GET',
    path: '/presence/online',
    summary: 'How many are online, who (a page, by id), and the most there ever were at once',
    access: 'anyone',
    query: PageQuery,
    answers: { 200: Type.Object({ count: Count, record, users, ...ends }) },
    handle: async ({ query }) => {
      const counted = await store.count();
      const { items, ...neighbours } = await page(query, {
        of: 'online',
        placeOf: ({ id }: { id: string }) => [id],
        fetch: ({ from, direction, limit }) => store.users(from?.join(), direction, limit),
      });
      return { status: 200, body: { ...counted, users: items, ...neighbours } };
    },
  }),
  route({
    method: 'GET',
    path: '/presence/stream',
    summary: 'How many are online, live: at most once a second, at least every 15 s',
    access: 'anyone',
    answers: { 200: { contentType: 'text/event-stream', events: { count: OnlineCount } } },
    handle: () => eventStream(events),
  }),
];
