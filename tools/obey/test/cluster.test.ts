import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Connection, masters, openConnection } from '@obey/choreography/inspection';
import { startRedis, startRedisCluster, until } from '@obey/test-servers';
import test, { type ExecutionContext } from 'ava';
import { commands } from '../src/commands.js';
import { loadDay } from './support/forum-day.js';
import { addLetters, group, lettersLeft, mailSent, putBack, say, startPost } from './support/post.js';
import { run, runJson } from './support/run.js';
import { openTop } from './support/terminal.js';

/** The same day in a Cluster of three nodes, and on one server. */
interface Days {
  readonly cluster: Connection;
  readonly urls: readonly string[];
  readonly url: string;
  readonly alone: string;
}

const ends: (() => unknown)[] = [];
const scope = { teardown: (end: () => unknown) => void ends.unshift(end) };
let days: Days;
let one: Connection;

const connect = async (place: string | readonly string[]): Promise<Connection> => {
  const client = openConnection(place, { name: 'test', timeoutMs: 10_000, observe: () => {} });
  scope.teardown(() => client.disconnect());
  if (client.status !== 'ready') await once(client, 'ready');
  return client;
};

test.before(async () => {
  const { urls } = await startRedisCluster(scope);
  const { url } = await startRedis(scope, '--appendonly', 'no');
  one = await connect(url);
  days = { cluster: await connect(urls), urls, url: urls.slice(0, 2).join(','), alone: url };
});
test.after.always(async () => {
  for (const end of ends) await end();
});
test.serial.beforeEach(async () => {
  for (const client of [days.cluster, one]) {
    await Promise.all(masters(client).map((node) => node.flushall()));
    await loadDay(client);
  }
});

/** Prints the same of a Cluster as of one server, but for what differs from run to run. */
const printsTheSame = async (t: ExecutionContext, args: readonly string[], but: readonly string[] = []) => {
  const shown = async (url: string) => {
    const printed: unknown = await runJson(url, args);
    return JSON.parse(JSON.stringify(printed, (key, value) => (but.includes(key) ? undefined : value)));
  };
  const there = await shown(days.url);
  t.deepEqual(there, await shown(days.alone));
  return there;
};

const sure = (name: string) => ['--execute', '--confirm', name, '--reason', 'a test'];

const auth = Array.from({ length: 8 }, (_, n) => `events:{auth:${n}}`);
const lengths = () => Promise.all(auth.map((key) => days.cluster.xlen(key)));
const sum = (some: readonly number[]) => some.reduce((all, more) => all + more, 0);

const replied = async () =>
  (await runJson(days.url, ['tail', '@start:end', '-t', 'content.post.replied']))[0];

const cases: Readonly<Record<string, (t: ExecutionContext) => Promise<void>>> = {
  streams: async (t) => {
    const rows = await printsTheSame(t, ['streams'], ['bytes']);
    t.is(rows.length, 10);
  },
  groups: async (t) => {
    const [row] = await printsTheSame(t, ['groups', 'mailing'], ['oldestMs', 'oldest']);
    t.like(row, { group: 'mailing', pending: 1, dead: 1 });
  },
  pending: async (t) => {
    t.is((await printsTheSame(t, ['pending', 'mailing'], ['idleMs', 'idle'])).length, 1);
  },
  instances: async (t) => {
    t.true((await printsTheSame(t, ['instances'])).length > 0);
  },
  map: async (t) => {
    t.true((await printsTheSame(t, ['map'])).length > 0);
  },
  tail: async (t) => {
    t.true((await printsTheSame(t, ['tail', '@start:end'])).length > 0);
    t.is((await printsTheSame(t, ['tail', 'auth', '--exit-at-end', '-n', '2'])).length, 2);
  },
  show: async (t) => {
    const { id, entry } = await replied();
    t.like(await printsTheSame(t, ['show', id]), { entry });
  },
  trace: async (t) => {
    const { correlationId } = await replied();
    t.like(await printsTheSame(t, ['trace', correlationId]), { messages: 5 });
  },
  top: async (t) => {
    const top = openTop(t, days.url);
    await until('it shows the groups', () => /presence +events:auth/.test(top.frame()), 60_000);
    t.regex(top.frame(), /1 dead letters/);
    top.type('q');
    t.is((await top.ended)[0], 0);
  },
  'dead ls': async (t) => {
    t.is((await printsTheSame(t, ['dead', 'ls'])).length, 1);
  },
  'dead show': async (t) => {
    const [letter] = await runJson(days.url, ['dead', 'ls']);
    t.like((await printsTheSame(t, ['dead', 'show', letter.id]))[0], { group: 'mailing' });
  },
  'dead stats': async (t) => {
    t.like((await printsTheSame(t, ['dead', 'stats']))[0], { group: 'mailing', count: 1 });
  },
  'dead redrive': async (t) => {
    const messages = await addLetters(days.cluster, 12);
    const handled: string[] = [];
    await startPost(t, days.urls, ({ id }) => void handled.push(id));
    const done = await runJson(days.url, [
      ...['dead', 'redrive', group, '--abort-if-failing', '20%', '--execute'],
    ]);
    t.like(done.result, { redriven: 12, handled: 12, failed: 0 });
    t.true(messages.every(({ id }) => handled.includes(id)));
  },
  'dead discard': async (t) => {
    await addLetters(days.cluster, 12);
    const done = await runJson(days.url, ['dead', 'discard', group, ...sure(group)]);
    t.like(done.result, { discarded: 12 });
    t.is(await lettersLeft(days.cluster), 0);
    t.deepEqual(await putBack(days.cluster), []);
  },
  seek: async (t) => {
    const lags = async (): Promise<(number | null)[]> =>
      (await runJson(days.url, ['groups', 'alerts', '-p']))
        .filter(({ stream }: { stream: string }) => auth.includes(stream))
        .map(({ lag }: { lag: number | null }) => lag);
    const before = await lags();
    const moved = await run(days.url, ['seek', 'alerts', 'start', '--stream', 'events:auth', '--execute']);
    t.is(moved.code, 0, moved.stderr);
    t.deepEqual(await lags(), await lengths());
    const [, place = ''] = /To undo it: obey seek alerts '([^']+)' --execute/.exec(moved.stderr) ?? [];
    const undone = await run(days.url, ['seek', 'alerts', place, '--execute']);
    t.is(undone.code, 0, undone.stderr);
    t.deepEqual(await lags(), before);
  },
  replay: async (t) => {
    const handled: string[] = [];
    await startPost(t, days.urls, ({ id }) => void handled.push(id));
    await until('what stands there is handled', async () => {
      const [row] = await runJson(days.url, ['groups', group]);
      return row?.lag === 0 && row.pending === 0;
    });
    const before = handled.length;
    for (const name of ['a', 'b', 'c']) await say(days.cluster, mailSent(`${name}@people.example`));
    await until('the new ones too', () => handled.length === before + 3);
    const { result } = await runJson(days.url, ['replay', group, ...sure(group)]);
    t.is(result.said, before + 3);
    await until('all are handled again', () => handled.length === 2 * (before + 3));
  },
  rebuild: async (t) => {
    const { code, stderr } = await run(days.url, ['rebuild', 'alerts', ...sure('alerts')]);
    t.is(code, 0, stderr);
    const states = await Promise.all(auth.map((key) => days.cluster.hgetall(`rebuild:${key}:alerts`)));
    t.true(states.every(({ after }) => after === '0-0'));
  },
  export: async (t) => {
    const folder = await folderFor(t);
    const file = (name: string) => join(folder, name);
    const manifest = await runJson(days.url, ['export', file('cluster')]);
    const alone = await runJson(days.alone, ['export', file('alone')]);
    t.like(manifest, { count: alone.count, sha256: alone.sha256 });
  },
  import: async (t) => {
    const file = join(await folderFor(t), 'day.ndjson');
    const { count } = await runJson(days.alone, ['export', file]);
    await Promise.all(masters(days.cluster).map((node) => node.flushall()));
    const { result } = await runJson(days.url, ['import', file, ...sure('day.ndjson')]);
    t.like(result, { added: count, present: 0 });
    t.like((await runJson(days.url, ['import', file, ...sure('day.ndjson')])).result, {
      added: 0,
      present: count,
    });
  },
  publish: async (t) => {
    const type = 'mailing.suppression.lifted';
    const data = '{"to":"kim@people.example"}';
    const { result } = await runJson(days.url, ['publish', type, '-d', data, ...sure(type)]);
    t.like(await runJson(days.url, ['show', result.id]), { type, source: 'operator' });
  },
  verify: async (t) => {
    const [there, alone] = [await run(days.url, ['verify']), await run(days.alone, ['verify'])];
    t.is(there.code, 4);
    t.deepEqual(there, alone);
  },
  trim: async (t) => {
    const args = ['trim', 'events:auth', '--older', '1ms', '--archive', 'none'];
    const plan = await printsTheSame(t, args);
    const before = sum(await lengths());
    const { result } = await runJson(days.url, [...args, ...sure('events:auth')]);
    t.true(result.removed > 0, JSON.stringify(plan));
    t.is(sum(await lengths()), before - result.removed);
  },
  check: async (t) => {
    const { code, stdout } = await run(days.url, ['check']);
    t.is(code, 2);
    t.regex(stdout, /^OBEY CRITICAL - no instance of alerts runs/);
    const text = await run(days.url, ['check', '--format', 'prometheus']);
    t.regex(text.stdout, /^obey_group_dead_letters\{group="mailing"\} 1$/m);
  },
  doctor: async (t) => {
    const [first] = masters(days.cluster);
    await first?.config('SET', 'maxmemory-policy', 'allkeys-lru');
    t.teardown(() => first?.config('SET', 'maxmemory-policy', 'noeviction'));
    const { code, stdout } = await run(days.url, ['doctor', '-o', 'json']);
    t.is(code, 4);
    const findings: { what: string; state: string }[] = JSON.parse(stdout);
    const states = findings.filter(({ what }) => what.startsWith('eviction')).map(({ state }) => state);
    t.deepEqual(states.sort(), ['bad', 'good', 'good']);
  },
  completion: async (t) => {
    t.is((await run(days.url, ['completion', 'bash'])).code, 0);
  },
  complete: async (t) => {
    const { stdout } = await run(days.url, ['complete', '--', 'streams', 'events:au']);
    t.is(stdout, 'events:auth\n');
  },
};

const folderFor = async (t: ExecutionContext): Promise<string> => {
  const folder = await mkdtemp(join(tmpdir(), 'obey-'));
  t.teardown(() => rm(folder, { recursive: true, force: true }));
  return folder;
};

for (const [name, tried] of Object.entries(cases))
  test.serial(`obey ${name} does in a Cluster of three what it does on one server`, tried);

test.serial('every command is tried in a Cluster', (t) => {
  t.deepEqual(Object.keys(cases).sort(), commands.map(({ name }) => name).sort());
});

test('a Cluster that is away is one line', async (t) => {
  const { code, stderr } = await run('redis://127.0.0.1:1,redis://127.0.0.1:2', ['streams']);
  t.is(code, 1);
  t.regex(stderr, /^obey: The Redis Cluster at 127\.0\.0\.1:1, 127\.0\.0\.1:2 cannot be reached .*\n$/);
});
