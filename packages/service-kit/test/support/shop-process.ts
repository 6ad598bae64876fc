import Type from 'typebox';
import { defineService, integer, route, run } from '../../src/index.js';

/** A service as a process of its own, whose one route takes a while and logs that it has begun. */
await run(
  defineService({
    name: 'shop',
    config: { WAIT_MS: integer('how long it takes', { default: 300 }) },
    create: ({ config, log }) => ({
      routes: [
        route({
          method: 'GET',
          path: '/shop/wait',
          summary: 'Wait',
          access: 'anyone',
          answers: { 200: Type.Object({ waited: Type.Integer() }) },
          handle: async ({ log: requestLog }) => {
            requestLog.info('waiting');
            await new Promise((resolve) => setTimeout(resolve, config.WAIT_MS));
            return { status: 200, body: { waited: config.WAIT_MS } };
          },
        }),
      ],
      close: () => log.info('closed'),
    }),
  }),
);
