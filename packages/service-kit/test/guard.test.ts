import { until } from '@obey/test-servers';
import test from 'ava';
import { DoorHolderChanged, DoorPassTaken, openNews, startDoors } from './support/doors.js';

test('a session that is revoked is refused by every instance, and other sessions of its user are not', async (t) => {
  const { door, start, token } = await startDoors(t);
  const shops = [await start(), await start()];
  const [taken, kept] = [await token('ada', 'p-1'), await token('ada', 'p-2')];
  for (const shop of shops) t.is(await shop.codeFor(taken), 'accepted');
  await door.publish(DoorPassTaken, { holder: 'ada', pass: 'p-1' });
  for (const shop of shops) {
    await until('it is refused', async () => (await shop.codeFor(taken)) === 'token.revoked');
    t.is(await shop.codeFor(kept), 'accepted');
  }
});

test('a user who is shut out is refused in all sessions, and may act by tokens from after that', async (t) => {
  const { door, start, token } = await startDoors(t);
  const shop = await start();
  const before = [await token('ada', 'p-1', 1), await token('ada', 'p-2', 2)];
  const [other, after] = [await token('ben', 'p-3', 1), await token('ada', 'p-4', 4)];
  await door.publish(DoorHolderChanged, { holder: 'ada', version: 3, rank: 0, shut: true });
  await door.publish(DoorHolderChanged, { holder: 'ada', version: 4, rank: 0, shut: false });
  for (const each of before)
    await until('it is refused', async () => (await shop.codeFor(each)) === 'token.revoked');
  t.is(await shop.codeFor(other), 'accepted');
  t.is(await shop.codeFor(after), 'accepted');
});

test('a token from before a change of rights is outdated, and one of the same second but after it passes', async (t) => {
  const { door, start, token } = await startDoors(t);
  const shop = await start();
  const [old, fresh, same] = await Promise.all([
    token('ada', 'p-1', 1, 0),
    token('ada', 'p-1', 2, 7),
    token('ada', 'p-1', 1, 7),
  ]);
  await door.publish(DoorHolderChanged, { holder: 'ada', version: 2, rank: 7, shut: false });
  await until('it is outdated', async () => (await shop.codeFor(old)) === 'token.outdated');
  t.is(await shop.codeFor(fresh), 'accepted');
  t.is(await shop.codeFor(same), 'accepted');
});

test('what was said before an instance started bites from its first request on, with nobody there to ask', async (t) => {
  const { door, start, token } = await startDoors(t);
  // Keeps the keys, since nobody will say them.
  const first = await start();
  t.is(await first.codeFor(await token('cleo', 'p-9')), 'accepted');
  for (let number = 0; number < 50; number += 1)
    await door.publish(DoorPassTaken, { holder: `holder-${number}`, pass: `p-${number}` });
  await door.publish(DoorHolderChanged, { holder: 'ada', version: 2, rank: 0, shut: true });
  await first.stop();
  await door.stop();
  const second = await start();
  const tokens = Array.from({ length: 50 }, (_, number) => token(`holder-${number}`, `p-${number}`));
  for (const each of [token('ada', 'p', 1), ...tokens])
    t.is(await second.codeFor(await each), 'token.revoked');
  t.is(await second.codeFor(await token('cleo', 'p-9')), 'accepted');
});

test('what is older than any token is not remembered, and the newest of a long past is', async (t) => {
  const { client, start, token } = await startDoors(t);
  const event = (time: Date, pass: string) =>
    JSON.stringify({
      specversion: '1.0',
      id: pass,
      source: 'door',
      type: DoorPassTaken.type,
      dataversion: 1,
      subject: 'ben',
      time: time.toISOString(),
      data: { holder: 'ben', pass },
    });
  const add = (time: Date, pass: string) =>
    client.xadd('events:{door:0}', `${time.getTime()}-1`, 'event', event(time, pass));
  await add(new Date(Date.now() - 600_000), 'p-old');
  await add(new Date(Date.now() - 100_000), 'p-new');
  const shop = await start();
  t.is(await shop.codeFor(await token('ben', 'p-old')), 'accepted');
  t.is(await shop.codeFor(await token('ben', 'p-new')), 'token.revoked');
});

test('what was said while an instance was cut off from Redis bites as soon as it is back', async (t) => {
  const { client, door, start, token } = await startDoors(t);
  const shop = await start();
  const each = await token('ada', 'p-1');
  t.is(await shop.codeFor(each), 'accepted');
  await client.call('CLIENT', 'KILL', 'TYPE', 'normal', 'SKIPME', 'yes');
  await door.publish(DoorPassTaken, { holder: 'ada', pass: 'p-1' });
  await until('it is refused', async () => (await shop.codeFor(each)) === 'token.revoked');
});

test('while Redis is away known tokens pass until they expire, and no instance becomes ready', async (t) => {
  const { redis, door, start, token } = await startDoors(t);
  const shop = await start();
  const each = await token('ada', 'p-1');
  t.is(await shop.codeFor(each), 'accepted');
  await door.publish(DoorHolderChanged, { holder: 'ben', version: 2, rank: 0, shut: true });
  await until('it is refused', async () => (await shop.codeFor(await token('ben', 'p'))) === 'token.revoked');
  redis.signal('SIGSTOP');
  t.is(await shop.codeFor(each), 'accepted');
  t.is(await shop.codeFor(await token('ben', 'p')), 'token.revoked');
  let isReady = false;
  const starting = start().then((second) => {
    isReady = true;
    return second;
  });
  t.is(await shop.codeFor(each), 'accepted');
  t.false(isReady);
  redis.signal('SIGCONT');
  t.is(await (await starting).codeFor(await token('ben', 'p')), 'token.revoked');
});

test('open streams end at once with their session or their user, and the others stay open', async (t) => {
  const { door, start, token } = await startDoors(t);
  const shop = await start();
  const open = async (holder: string, pass: string) => openNews(t, shop.url, await token(holder, pass));
  const [ada1, ada2, ben, cleo] = [
    await open('ada', 'p-1'),
    await open('ada', 'p-2'),
    await open('ben', 'p-3'),
    await open('cleo', 'p-4'),
  ];
  t.deepEqual([ada1.status, ada2.status, ben.status, cleo.status], [200, 200, 200, 200]);
  await door.publish(DoorPassTaken, { holder: 'ada', pass: 'p-1' });
  await until('her first ends', () => ada1.state() === 'ended');
  t.is(ada2.state(), 'open');
  await door.publish(DoorHolderChanged, { holder: 'ben', version: 2, rank: 0, shut: true });
  await until('his ends', () => ben.state() === 'ended');
  await door.publish(DoorHolderChanged, { holder: 'ada', version: 2, rank: 3, shut: false });
  await until('her second ends, since her rights changed', () => ada2.state() === 'ended');
  t.is(cleo.state(), 'open');
  t.is((await openNews(t, shop.url, await token('ben', 'p-3'))).status, 401);
});
