import test from 'ava';
import { Redis } from 'ioredis';
import { connectTo, type Scope, startProxy, startRedis, until } from '../src/index.js';

/** A Redis, a proxy before it, and a client that goes around. */
const behindProxy = async (t: Scope) => {
  const redis = await startRedis(t);
  const proxy = await startProxy(t, redis);
  return { redis, proxy, direct: connectTo(t, redis.url) };
};

/** A client that gives a command up when its connection is lost, and does not come back. */
const onceConnected = async (t: Scope, url: string) => {
  const client = new Redis(url, { protocol: 2, retryStrategy: null, maxRetriesPerRequest: 0 });
  client.on('error', () => {});
  t.teardown(() => client.disconnect());
  await client.ping();
  return client;
};

const sets = ([name]: string[]) => name?.toLowerCase() === 'set';

test('without faults, pipelines, blocking and large commands pass', async (t) => {
  const { proxy, direct } = await behindProxy(t);
  const client = connectTo(t, proxy.url);
  const large = 'é\r\n'.repeat(500_000);
  const results = await client.pipeline().set('a', large).get('a').lrange('none', 0, -1).get('none').exec();
  const [set, got, ...others] = results?.map(([, reply]) => reply) ?? [];
  t.true(got === large);
  t.deepEqual([set, ...others], ['OK', [], null]);
  await t.throwsAsync(client.lpush('a', 1), { message: /WRONGTYPE/ });
  const popped = client.blpop('list', 10);
  await direct.rpush('list', 'x');
  t.deepEqual(await popped, ['list', 'x']);
});

test('a client that speaks RESP3 and one that subscribes pass too', async (t) => {
  const { proxy, direct } = await behindProxy(t);
  const modern = new Redis(proxy.url, { protocol: 3 });
  t.teardown(() => modern.disconnect());
  await modern.hset('hash', { a: 1 });
  t.deepEqual(await modern.hgetall('hash'), { a: '1' });
  const subscriber = connectTo(t, proxy.url);
  const heard: string[] = [];
  subscriber.on('message', (_, message) => heard.push(message));
  t.is(await subscriber.subscribe('news', 'more'), 2);
  await direct.publish('more', 'hello');
  await until('it is heard', () => heard.includes('hello'));
});

test('a held request and those behind it wait; other connections go on', async (t) => {
  const { proxy, direct } = await behindProxy(t);
  const [held, other] = [connectTo(t, proxy.url), connectTo(t, proxy.url)];
  const hold = proxy.holdRequests((command) => sets(command) && command[1] === 'a');
  await held.set('before', 1);
  const replies = [held.set('a', 1), held.append('a', '2'), held.set('a', 3), held.append('a', '4')];
  await until('both are held', () => hold.held === 2);
  await other.set('b', 1);
  t.deepEqual(await direct.mget('before', 'a', 'b'), ['1', null, '1']);
  await hold.release();
  t.is(await direct.get('a'), '34');
  t.deepEqual(await Promise.all(replies), ['OK', 2, 'OK', 2]);
  await held.set('a', 5);
  t.is(hold.held, 2, 'nothing is held after the release');
});

test('a held request arrives on release, though its client has gone', async (t) => {
  const { proxy, direct } = await behindProxy(t);
  for (const leave of ['disconnect', 'reset'] as const) {
    const client = await onceConnected(t, proxy.url);
    const hold = proxy.holdRequests(sets);
    const written = t.throwsAsync(client.set(leave, 'late'));
    await until('it is held', () => hold.held);
    if (leave === 'reset') client.stream.destroy();
    else client.disconnect();
    await written;
    await until('the client has gone', () => client.status === 'end');
    t.is(await direct.get(leave), null);
    await hold.release();
    t.is(await direct.get(leave), 'late');
  }
});

test('a held request never arrives when Redis has killed its connection', async (t) => {
  const { proxy, direct } = await behindProxy(t);
  const client = await onceConnected(t, proxy.url);
  const id = await client.client('ID');
  const hold = proxy.holdRequests(sets);
  const written = t.throwsAsync(client.set('a', 'late'));
  await until('it is held', () => hold.held);
  t.is(await direct.call('CLIENT', 'KILL', 'ID', id), 1);
  await written;
  await hold.release();
  t.is(await direct.get('a'), null);
});

test('a script called by its hash is matched by its keys and arguments', async (t) => {
  const { proxy, direct } = await behindProxy(t);
  const sha = String(await direct.script('LOAD', "return redis.call('SET', KEYS[1], ARGV[1])"));
  const seen: string[][] = [];
  const hold = proxy.holdRequests((command) => {
    seen.push(command);
    return command[1] === sha && command.at(-1) === 'b';
  });
  const client = connectTo(t, proxy.url);
  await client.evalsha(sha, 1, 'key', 'a');
  t.deepEqual(seen.at(-1), ['evalsha', sha, '1', 'key', 'a']);
  const late = client.evalsha(sha, 1, 'key', 'b');
  await until('it is held', () => hold.held);
  t.is(await direct.get('key'), 'a');
  await hold.release();
  t.is(await late, 'OK');
  t.is(await direct.get('key'), 'b');
});

test('two holds of one connection are released one after the other', async (t) => {
  const { proxy, direct } = await behindProxy(t);
  const client = connectTo(t, proxy.url);
  const [one, two] = ['1', '2'].map((value) => proxy.holdRequests((command) => command[2] === value));
  const replies = Promise.all([client.set('a', 1), client.append('a', '2'), client.append('a', '3')]);
  await until('the first is held', () => one?.held);
  t.is(two?.held, 0);
  await one?.release();
  await until('the second is held', () => two?.held);
  t.is(await direct.get('a'), '1');
  await two?.release();
  t.deepEqual(await replies, ['OK', 2, 3]);
});

test('a dropped reply: the command was executed, the replies before it arrive, the connection is lost', async (t) => {
  const { proxy, direct } = await behindProxy(t);
  const client = await onceConnected(t, proxy.url);
  const drop = proxy.dropReplies(sets);
  const before = client.incr('n');
  await t.throwsAsync(client.set('a', 1));
  t.is(await before, 1);
  t.is(await direct.get('a'), '1');
  await until('the connection has ended', () => client.status === 'end');
  t.is(drop.dropped, 1);
  const next = connectTo(t, proxy.url);
  t.is(await next.set('a', 2), 'OK', 'once is enough by default');
});

test('replies are dropped as often as asked, or until that is stopped', async (t) => {
  const { proxy, direct } = await behindProxy(t);
  const client = connectTo(t, proxy.url);
  const twice = proxy.dropReplies(([name]) => name === 'incr', { times: 2 });
  t.is(await client.incr('n'), 3, 'ioredis sends it again after each loss');
  t.is(twice.dropped, 2);
  const always = proxy.dropReplies(([name]) => name === 'incr', { times: Number.POSITIVE_INFINITY });
  const answered = client.incr('n');
  await until('some were dropped', () => always.dropped > 2);
  always.stop();
  t.is(await answered, Number(await direct.get('n')));
});

test('the reply to a blocking command is dropped when it comes', async (t) => {
  const { proxy, direct } = await behindProxy(t);
  const client = await onceConnected(t, proxy.url);
  const drop = proxy.dropReplies(([name]) => name === 'blpop');
  const popped = t.throwsAsync(client.blpop('list', 10));
  await until('it is blocked', async () =>
    String(await direct.info('clients')).includes('blocked_clients:1'),
  );
  t.is(drop.dropped, 0);
  await direct.rpush('list', 'x');
  await popped;
  t.is(await direct.llen('list'), 0);
});

test('a held reply and those behind it wait; the commands were executed', async (t) => {
  const { proxy, direct } = await behindProxy(t);
  const client = connectTo(t, proxy.url);
  const hold = proxy.holdReplies(sets);
  const order: string[] = [];
  const replies = Promise.all([
    client.incr('n').then(() => order.push('before')),
    client.set('a', 1).then(() => order.push('held')),
    client.incr('n').then(() => order.push('behind')),
  ]);
  await until('it is held', () => hold.held);
  await until('the one behind it was executed', async () => (await direct.get('n')) === '2');
  t.is(await direct.get('a'), '1');
  t.deepEqual(order, ['before']);
  await hold.release();
  await replies;
  t.deepEqual(order, ['before', 'held', 'behind']);
});

test('in a black hole nothing arrives and nobody hears of a close; healing resets who was in it', async (t) => {
  const { proxy, direct } = await behindProxy(t);
  const client = await onceConnected(t, proxy.url);
  const id = await client.client('ID');
  proxy.blackHole();
  const written = t.throwsAsync(client.set('a', 1));
  const newcomer = new Redis(proxy.url, { protocol: 2, retryStrategy: null, commandTimeout: 200 });
  newcomer.on('error', () => {});
  t.teardown(() => newcomer.disconnect());
  await t.throwsAsync(newcomer.ping(), { message: /timed out/ });
  t.is(await direct.call('CLIENT', 'KILL', 'ID', id), 1, 'Redis still has the connection');
  t.is(client.status, 'ready');
  proxy.heal();
  await written;
  await until('the old connections are closed', () => client.status === 'end' && newcomer.status === 'end');
  t.is(await direct.get('a'), null);
  t.is(await connectTo(t, proxy.url).set('a', 2), 'OK');
});

test('cut resets all connections on both sides', async (t) => {
  const { proxy, direct } = await behindProxy(t);
  const clients = await Promise.all([onceConnected(t, proxy.url), onceConnected(t, proxy.url)]);
  const waiting = clients.map((client) => t.throwsAsync(client.blpop('list', 0)));
  await until('both wait', async () => String(await direct.info('clients')).includes('blocked_clients:2'));
  proxy.cut();
  await Promise.all(waiting);
  await until('Redis has closed them', async () =>
    String(await direct.info('clients')).includes('connected_clients:1\r'),
  );
  t.is(await connectTo(t, proxy.url).set('a', 2), 'OK');
});

test('who connects while Redis is down is closed, and comes through when it is back', async (t) => {
  const { redis, proxy } = await behindProxy(t);
  await redis.kill();
  const client = connectTo(t, proxy.url);
  let closed = 0;
  client.on('close', () => (closed += 1));
  await until('it was closed', () => closed > 1);
  await redis.restart();
  t.is(await client.set('a', 1), 'OK');
});
