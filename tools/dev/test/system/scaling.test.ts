import { createRuntime } from '@obey/choreography';
import { alertsOf, createPlace, createThread, reply } from '../../src/demo/acts.js';
import { listedAlert } from '../../src/demo/observe.js';
import { waitFor } from '../../src/wait.js';
import { withForum } from './forum.js';

const test = withForum({ scale: { content: 2, alerts: 2 } });
const threadCount = 12;

/** Adds up a counter over its labels, at one instance. */
const counterAt = async (url: string, name: string, labels: RegExp): Promise<number> => {
  const text = await (await fetch(`${url}/metrics`)).text();
  return text
    .split('\n')
    .filter((line) => line.startsWith(name) && labels.test(line))
    .reduce((sum, line) => sum + Number(line.slice(line.lastIndexOf(' ') + 1)), 0);
};

test('two instances share the requests, and each event is handled by one instance of a group', async (t) => {
  t.timeout(180_000);
  const { forum, join, asAdmin } = t.context;
  const { forum: ann } = await join('Ann');
  const { forum: ben } = await join('Ben');
  const section = await createPlace(await asAdmin());
  const runtime = await createRuntime({ service: 'scaling-test', redis: forum.redisUrl });
  t.teardown(() => runtime.stop());
  const urlsOf = async (service: string) =>
    (await runtime.instances()).flatMap((one) => (one.service === service && one.url ? [one.url] : []));
  const handled = async () => {
    const urls = await urlsOf('alerts');
    return Promise.all(
      urls.map((url) => counterAt(url, 'choreography_handled_total', /content\.thread\.replied/)),
    );
  };
  // Partitions move to an instance that came later when it has been there for a while.
  t.is((await urlsOf('content')).length, 2);
  t.is((await urlsOf('alerts')).length, 2);

  const threads = await Promise.all(
    Array.from({ length: threadCount }, (_, index) => createThread(ann, section, `Thread number ${index}`)),
  );
  const replies = await Promise.all(threads.map(({ id }, index) => reply(ben, id, `Reply number ${index}`)));
  for (const { id } of replies) await listedAlert(ann, id, 60_000);

  const served = await Promise.all(
    (await urlsOf('content')).map((url) => counterAt(url, 'http_requests_total', /method="POST"/)),
  );
  t.true(
    served.every((count) => count > 0),
    `requests served: ${served}`,
  );
  const counts = await waitFor(
    'every event to be counted',
    async () => {
      const now = await handled();
      return now.reduce((sum, count) => sum + count, 0) >= threadCount ? now : undefined;
    },
    { withinMs: 10_000 },
  );
  t.is(
    counts.reduce((sum, count) => sum + count, 0),
    threadCount,
    `events handled: ${counts}`,
  );
  const about = (await alertsOf(ann)).flatMap(({ postIds = [] }) => postIds);
  t.deepEqual(about.toSorted(), replies.map(({ id }) => id).toSorted());
});
