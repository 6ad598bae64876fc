/**
 * Makes `test/fixtures/forum-day.ndjson` anew: `npm run record -w @obey/obey`. A whole forum runs on free ports, and
 * people use it as in `npm run demo`; at the end three things go wrong, and what then stands in Redis is written down.
 */
import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { encode, newId } from '@obey/choreography';
import {
  consumer,
  deadLetterKey,
  eventField,
  openConnection,
  streamKey,
} from '@obey/choreography/inspection';
import { makePerson, playStory, signUp, startTemporaryForum, visit } from '@obey/dev';
import { until } from '@obey/test-servers';
import { withoutSecrets } from './discretion.js';
import { dayFile, type RecordedKey, recordKeys } from './forum-day.js';

const checkout = fileURLToPath(new URL('../../../../../', import.meta.url));
const forum = await startTemporaryForum();
const redis = openConnection(forum.redisUrl, { name: 'record', timeoutMs: 5_000, observe: () => {} });
await once(redis, 'ready');
try {
  for (let story = 1; story <= 2; story += 1) {
    const { failed } = await playStory({ ...forum, report: () => {} });
    if (failed) throw new Error('The story has failed; the day is not worth recording');
  }
  const stream = streamKey({ kind: 'command', owner: 'mailing', partition: 3 });

  // A command of a version that mailing does not know: a dead letter.
  const id = newId();
  const known = { id, source: 'auth', type: 'mailing.send.email', subject: 'someone@people.example' };
  const message = {
    ...known,
    version: 9,
    time: new Date().toISOString(),
    correlationId: 'day-dead',
    data: {},
  };
  await redis.call('XADD', stream, '*', eventField, encode(message));
  await until(
    'it is a dead letter',
    async () => (await redis.call('EXISTS', deadLetterKey(stream, 'mailing'))) === 1,
  );

  // Alerts is stopped, and mailing dies with a mail in its hands.
  await forum.stopService('alerts');
  await forum.stopService('mailing');
  await signUp(visit(forum.url).correlated('day-pending'), makePerson('Cam'));
  await until('a mail is pending', async () => {
    const streams = Array.from({ length: 8 }, (_, partition) =>
      streamKey({ kind: 'command', owner: 'mailing', partition }),
    );
    for (const key of streams)
      if (await redis.call('XREADGROUP', 'GROUP', 'mailing', consumer, 'COUNT', 1, 'STREAMS', key, '>'))
        return true;
    return false;
  });

  const keys: RecordedKey[] = await recordKeys(redis);
  // Stacks name the folder of whoever recorded it.
  const lines = keys.map((key) => `${JSON.stringify(withoutSecrets(key)).replaceAll(checkout, '')}\n`);
  await writeFile(dayFile, lines.join(''));
} finally {
  redis.disconnect();
  await forum.stop();
}
