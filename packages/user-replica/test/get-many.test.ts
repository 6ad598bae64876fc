import { newId } from '@obey/choreography';
import { connectTo, startRedis } from '@obey/test-servers';
import test from 'ava';
import { aUser, fakeAuth } from './support/auth.js';
import { react } from './support/react.js';
import { startReplica } from './support/replica.js';

test('many are found in memory and in Redis, and auth is asked only about the others; who is nobody is left out', async (t) => {
  const redis = connectTo(t, (await startRedis(t)).url);
  await redis.ping();
  const [ada, ben, cleo] = [aUser(), aUser({ nickname: 'ben' }), aUser({ nickname: 'cleo' })];
  const auth = fakeAuth((userId) => (userId === cleo.userId ? cleo : null));
  const replica = { runtime: auth.runtime, redis, fields: ['nickname'] as const };
  const writer = await startReplica(replica);
  await react(writer.reactions, ada);
  const reader = await startReplica(replica);
  await react(reader.reactions, ben);
  const nobody = newId();
  const found = await reader.getMany([ada.userId, ben.userId, cleo.userId, nobody, ada.userId]);
  t.deepEqual([...found.values()].map(({ nickname }) => nickname).sort(), ['ada', 'ben', 'cleo']);
  t.deepEqual(auth.asked.toSorted(), [cleo.userId, nobody].toSorted());
});

test('who is in neither, and whom auth does not tell, makes it fail: a batch is whole or begun again', async (t) => {
  const redis = connectTo(t, (await startRedis(t)).url);
  await redis.ping();
  const auth = fakeAuth(() => undefined);
  const users = await startReplica({ runtime: auth.runtime, redis, fields: ['nickname'] as const });
  await t.throwsAsync(users.getMany([newId()]), { code: 'choreography.ask-timeout' });
});
