import { Id } from '@obey/contracts';
import { type Route, refuse, route } from '@obey/service-kit';
import Type from 'typebox';
import type { Store } from './store.js';

const Query = Type.Object({
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 100, default: 20 })),
  cursor: Type.Optional(Type.String({ maxLength: 100 })),
});

const Online = Type.Object({
  count: Type.Integer({ minimum: 0, description: 'How many users are online' }),
  users: Type.Array(Type.Object({ id: Id, nickname: Type.String() })),
  next: Type.Union([Type.String(), Type.Null()], { description: 'Cursor of the next page; null at the end' }),
});

export const routes = ({ store }: { readonly store: Store }): Route[] => [
  route({
    method: 'GET',
    path: '/presence/online',
    summary: 'Who is online',
    description: 'Users with a session that has neither ended nor expired, by id.',
    access: 'anyone',
    query: Query,
    answers: { 200: Online },
    handle: async ({ query: { limit = 20, cursor } }) => {
      const { count, users, next } = await store.online(limit, cursor && idOf(cursor));
      return { status: 200, body: { count, users, next: next === undefined ? null : cursorOf(next) } };
    },
  }),
];

const cursorOf = (id: string) => Buffer.from(id).toString('base64url');

const idOf = (cursor: string) => {
  const id = Buffer.from(cursor, 'base64url').toString();
  if (/^[0-9a-f-]{36}$/.test(id)) return id;
  return refuse('invalid', 'cursor.invalid', 'The cursor is not of this list; begin again without it', {
    errors: [{ in: 'query', pointer: '/cursor', detail: 'must be the `next` of an answer' }],
  });
};
