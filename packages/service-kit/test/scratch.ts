import Type from 'typebox';
import { defineService, integer, refuse, route, secret, url } from '../src/index.js';
const Thread = Type.Object({ id: Type.String(), title: Type.String(), at: Type.Optional(Type.String()) });
const config = { SITE_URL: url('x'), N: integer('n', { default: 300, min: 30 }), P: secret('p', { optional: true }) };
const routes = ({ find }: { find: (id: string) => Promise<{ id: string; title: string } | null> }) => [
  route({ method: 'GET', path: '/c/threads/:id', summary: 's', access: 'anyone', params: Type.Object({ id: Type.String() }), query: Type.Object({ n: Type.Optional(Type.Integer()) }),
    answers: { 200: Thread },
    handle: async ({ params, query, user, body }) => {
      const t = (await find(params.id)) ?? refuse('not-found', 'c.no', 'no');
      const n: number | undefined = query.n; const b: undefined = body;
      return { status: 200, body: { ...t, at: user?.id ?? String(n) + b } };
    } }),
  route({ method: 'POST', path: '/c/threads', summary: 's', access: { permission: 'x' }, body: Thread,
    answers: { 201: Thread, 204: null },
    handle: async ({ body, user }) => {
      if (user.rank > 3) return { status: 204 };
      return { status: 201, body, headers: { Location: '/x' } };
    } }),
  route({ method: 'GET', path: '/c/stream', summary: 's', access: 'user', answers: { 200: { contentType: 'text/event-stream' } },
    handle: ({ user }) => ({ status: 200, body: user.id, type: 'text/event-stream' }) }),
];
export const content = defineService({
  name: 'content', config, mongo: true,
  async create(kit) {
    const s: string = kit.config.SITE_URL; const n: number = kit.config.N; const p: string | undefined = kit.config.P;
    const port: number = kit.config.PORT;
    await kit.db.command({ ping: 1 });
    return { routes: routes({ find: async () => ({ id: s + n + p + port, title: '' }) }) };
  },
});
export const plain = defineService({ name: 'mailing', config: {}, create: (kit) => { const d: undefined = kit.db; return { close: () => { d; } }; } });
export const more = [
  route({ method: 'GET', path: '/c/x', summary: 's', access: 'anyone', answers: { 200: Type.Object({ a: Type.Array(Type.String()) }) }, handle: async () => ({ status: 200, body: { a: ['x'] } }) }),
  route({ method: 'GET', path: '/c/x', summary: 's', access: 'anyone', answers: { 204: null, 200: Type.Object({ a: Type.Array(Type.String()) }) }, handle: () => Math.random() > 2 ? ({ status: 204 }) : { status: 200, body: {a: []} } }),
];
