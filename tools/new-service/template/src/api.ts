import { Id } from '@obey/contracts';
import { type Route, route } from '@obey/service-kit';
import Type from 'typebox';
import type { Config } from './config.js';
import type { Store } from './store.js';

const Users = Type.Object({ count: Type.Integer({ minimum: 0 }), latest: Type.Array(Id) });

export const routes = ({ store, config }: { readonly store: Store; readonly config: Config }): Route[] => [
  route({
    method: 'GET',
    path: '/sample/users',
    summary: 'How many have signed up, and the latest of them',
    access: 'anyone',
    answers: { 200: Users },
    handle: async () => {
      const [count, latest] = await Promise.all([store.count(), store.latest(config.LATEST)]);
      return { status: 200, body: { count, latest } };
    },
  }),
];
