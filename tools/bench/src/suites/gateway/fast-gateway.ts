/** fast-gateway as its README starts it, before one service. A program: `PORT`, `UPSTREAM`. */
import process from 'node:process';
import gateway from 'fast-gateway';

const { PORT, UPSTREAM = '' } = process.env;

await gateway({ routes: [{ prefix: '/bench', prefixRewrite: '/bench', target: UPSTREAM }] }).start(
  Number(PORT),
);
