import { newId } from '@obey/choreography';
import { connectTo, startRedis } from '@obey/test-servers';
import test from 'ava';
import { createUserReplica } from '../src/index.js';
import { aUser, fakeAuth } from './support/auth.js';
import { react } from './support/react.js';

test('peek finds what memory and Redis hold, and asks nobody', async (t) => {
  const redis = connectTo(t, (await startRedis(t)).url);
  await redis.ping();
  const auth = fakeAuth(() => undefined);
  const replica = { service: 'content', runtime: auth.runtime, redis, fields: ['nickname'] as const };
  const writer = await createUserReplica(replica);
  const [ada, ben] = [aUser(), aUser({ nickname: 'ben' })];
  await react(writer.reactions, ada);
  const reader = await createUserReplica(replica);
  await react(reader.reactions, ben);
  const unknown = newId();
  const found = await reader.peek([ada.userId, ben.userId, unknown, ada.userId]);
  t.deepEqual(
    [...found].map(([userId, { nickname }]) => [userId, nickname]).sort(),
    [
      [ada.userId, 'ada'],
      [ben.userId, 'ben'],
    ].sort(),
  );
  t.deepEqual(auth.asked, []);
  t.is((await reader.peek([])).size, 0);
});
