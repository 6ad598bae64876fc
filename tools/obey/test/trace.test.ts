import { once } from 'node:events';
import { createServer } from 'node:http';
import test from 'ava';
import { startDay } from './support/forum-day.js';
import { run, runJson } from './support/run.js';

interface Node {
  readonly id: string;
  readonly missing: boolean;
  readonly message?: {
    readonly type: string;
    readonly service: string;
    readonly standings: readonly { readonly group: string; readonly state: string }[];
  };
  readonly afterMs: number | null;
  readonly caused: readonly Node[];
}

const replyOf = async (url: string) => {
  const [first] = await runJson(url, ['tail', '@start:end', '--type', 'content.post.replied']);
  return first;
};

const shape = ({ message, caused }: Node): unknown => [message?.type, caused.map(shape)];

test('a flow is drawn over all services: what caused what, and how long after', async (t) => {
  const { url } = await startDay(t);
  const { correlationId } = await replyOf(url);
  const flow = await runJson(url, ['trace', correlationId]);
  t.like(flow, { correlationId, messages: 5, services: ['alerts', 'content', 'mailing'] });
  t.deepEqual(flow.trees.map(shape), [
    ['content.thread.replied', []],
    [
      'content.post.replied',
      [
        ['mailing.send.email', [['mailing.email.sent', []]]],
        ['alerts.alert.raised', []],
      ],
    ],
  ]);
  const [, root]: Node[] = flow.trees;
  t.is(root?.afterMs, null);
  t.true(Number(root?.caused[0]?.afterMs) >= 0);
  const { stdout } = await run(url, ['trace', correlationId, '-o', 'table']);
  t.regex(stdout, /└─ alerts alerts\.alert\.raised +\+/);
  t.regex(stdout, /│ {2}└─ mailing mailing\.email\.sent/);
});

test('what is pending, waiting or dead stands beside its message', async (t) => {
  const { url } = await startDay(t);
  const text = async (id: string) => (await run(url, ['trace', id, '-o', 'table'])).stdout;
  t.regex(await text('day-pending'), /mailing: pending for .* at a partition that nobody owns, 1 delivery/);
  t.regex(await text('day-dead'), /mailing: dead \(letter .*choreography\.contract-broken/);
});

test('where a cause is gone from the streams, the tree has a gap', async (t) => {
  const { url, client } = await startDay(t);
  const { correlationId, stream, entry, id } = await replyOf(url);
  await client.xdel(stream, entry);
  const flow = await runJson(url, ['trace', correlationId]);
  const gap = flow.trees.find((one: Node) => one.id === id);
  t.like(gap, { id, missing: true });
  t.is(gap.caused.length, 2);
});

test('followed, it ends when all of it is done, and shows what came meanwhile', async (t) => {
  const { url } = await startDay(t);
  const { correlationId } = await replyOf(url);
  const { code, stdout } = await run(url, ['trace', correlationId, '--follow', '-o', 'ndjson']);
  t.is(code, 0);
  t.is(JSON.parse(stdout.trimEnd().split('\n').at(-1) ?? '').messages, 5);
});

test('a flow that the streams no longer hold comes from audit; without audit it is not found', async (t) => {
  const { url } = await startDay(t);
  const archived = {
    correlationId: 'old-1',
    messages: 1,
    cut: false,
    startedAt: '2025-01-01T00:00:00.000Z',
    tookMs: 0,
    trees: [
      {
        id: 'm-1',
        missing: false,
        type: 'auth.user.banned',
        version: 1,
        service: 'auth',
        subject: 'u-1',
        time: '2025-01-01T00:00:00.000Z',
        afterMs: null,
        reactions: [
          {
            service: 'alerts',
            instance: 'a',
            outcome: 'dead',
            at: '2025-01-01T00:00:01.000Z',
            attempts: 5,
            tookMs: 1,
            waitedMs: 1,
            code: 'oops',
            failedAt: null,
          },
        ],
        caused: [],
      },
    ],
  };
  const gateway = createServer((request, response) => {
    const isAllowed = request.headers.authorization === 'Bearer right';
    const isKnown = request.url === '/audit/flows/old-1';
    response.statusCode = isAllowed ? (isKnown ? 200 : 404) : 401;
    response.end(JSON.stringify(isAllowed && isKnown ? archived : {}));
  }).listen(0, '127.0.0.1');
  await once(gateway, 'listening');
  t.teardown(() => gateway.close());
  const address = gateway.address();
  const port = typeof address === 'object' ? address?.port : undefined;
  const audit = ['--audit', `http://127.0.0.1:${port}`, '--token'];

  const flow = await runJson(url, ['trace', 'old-1', ...audit, 'right']);
  t.like(flow, { correlationId: 'old-1', messages: 1, services: ['auth'] });
  t.like(flow.trees[0].message.standings, [{ group: 'alerts', state: 'dead', code: 'oops' }]);
  const unknown = await run(url, ['trace', 'old-2', ...audit, 'right']);
  t.is(unknown.code, 3);
  const wrong = await run(url, ['trace', 'old-1', ...audit, 'wrong']);
  t.is(wrong.code, 1);
  t.regex(wrong.stderr, /answered 401: the token is not valid/);
  const without = await run(url, ['trace', 'old-1']);
  t.is(without.code, 3);
  t.regex(without.stderr, /--audit <gateway> --token <token>/);
  t.is((await run(url, ['trace', 'old-1', '--audit', 'http://127.0.0.1:1'])).code, 2);
});
