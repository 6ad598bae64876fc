import { alertsOf, createPlace, createThread, reply } from '../../src/demo/acts.js';
import { openEventStream } from '../../src/demo/event-stream.js';
import { createMailReader } from '../../src/demo/mail-reader.js';
import { listedAlert, mailAbout, pushedAlert } from '../../src/demo/observe.js';
import { visit } from '../../src/demo/person.js';
import { withForum } from './forum.js';

const test = withForum();
const withinMs = 60_000;

test('with auth stopped, signed-in users go on reading, writing and being alerted', async (t) => {
  t.timeout(180_000);
  const { forum, join, asAdmin } = t.context;
  const { forum: ann, person } = await join('Ann');
  const { forum: ben } = await join('Ben');
  const section = await createPlace(await asAdmin());
  const known = await createThread(ann, section, 'Before auth went away');
  const first = await reply(ben, known.id, 'A first reply');
  await listedAlert(ann, first.id, withinMs);

  await forum.stopService('auth');
  const stream = await openEventStream(ann, '/alerts/stream');
  t.teardown(() => stream.close());
  const thread = await createThread(ann, section, 'While auth is away');
  const second = await reply(ben, thread.id, 'Written without auth.', thread.openingPostId);
  const { items } = await visit(forum.url).content.listPosts({ params: { path: thread } });
  t.is(items.length, 2);
  await listedAlert(ann, second.id, withinMs);
  await pushedAlert(stream, second.id, withinMs);
  await mailAbout(createMailReader(forum.mailUrl), person.email, 'Written without auth.', withinMs);
  t.is((await alertsOf(ann)).filter(({ postIds }) => postIds?.includes(second.id)).length, 1);

  forum.startService('auth');
  await t.context.join('Cleo');
});
