import test from 'ava';
import { startDay } from './support/forum-day.js';
import { run, runJson } from './support/run.js';

/** The first message of a type, as `tail` gives it. */
const firstOf = async (url: string, type: string) => {
  const [first] = await runJson(url, ['tail', '@start:end', '--type', type]);
  return first;
};

test('a message is found by its id, by that of its entry, and by its stream with it', async (t) => {
  const { url } = await startDay(t);
  const { id, entry, stream } = await firstOf(url, 'content.thread.replied');
  for (const by of [id, `${stream}/${entry}`])
    t.like(await runJson(url, ['show', by]), { id, entry, stream });
  const found = await runJson(url, ['show', entry]);
  t.true([found].flat().some((one: { id: string }) => one.id === id));
  // Derived ids hold no time, and are found all the same.
  const all: { id: string; entry: string }[] = await runJson(url, ['tail', '@start:end']);
  const derived = all.find((one) => one.id[14] === '8');
  t.truthy(derived);
  t.is((await runJson(url, ['show', String(derived?.id)])).entry, derived?.entry);
});

test('it tells how the message stands with each group', async (t) => {
  const { url, client } = await startDay(t);
  const groupsOf = async (id: string) =>
    Object.fromEntries(
      (await runJson(url, ['show', id])).groups.map((one: { group: string; state: string }) => [
        one.group,
        one,
      ]),
    );
  const replied = await firstOf(url, 'content.post.replied');
  t.like(await groupsOf(replied.id), { alerts: { state: 'handled' }, audit: { state: 'handled' } });
  const out = await firstOf(url, 'auth.user.signed.out');
  t.like(await groupsOf(out.id), { content: { state: 'ignored' }, presence: { state: 'handled' } });
  const [pending] = await runJson(url, ['pending']);
  t.like(await groupsOf(pending.id), { mailing: { state: 'pending', deliveries: 1 } });
  const [dead] = await runJson(url, ['tail', '@start:end', '--correlation', 'day-dead']);
  t.like(await groupsOf(dead.id), { mailing: { state: 'dead', code: 'choreography.contract-broken' } });
  const { json } = {
    json: (await client.xrange(replied.stream, replied.entry, replied.entry))[0]?.[1][1] ?? '',
  };
  const later = await client.xadd(replied.stream, '*', 'event', json.replace(replied.id, 'another-message'));
  t.like((await runJson(url, ['show', String(later)])).groups, [{ group: 'alerts', state: 'waiting' }]);
  const again = await client.xadd(replied.stream, '*', 'event', json, 'group', 'audit');
  const shown = await runJson(url, ['show', String(again)]);
  t.is(shown.onlyFor, 'audit');
  t.like(shown.groups, [{ group: 'alerts', state: 'not for it' }]);
  t.is((await runJson(url, ['show', replied.id, '--all'])).length, 2);
});

test('for people it is text, with escapes where a terminal would obey', async (t) => {
  const { url, client } = await startDay(t);
  const event = {
    specversion: '1.0',
    id: 'x-message',
    source: 's',
    type: 't',
    dataversion: 1,
    time: 'now',
    data: { a: '\u001b[2J' },
  };
  await client.xadd('events:{auth:0}', '*', 'event', JSON.stringify(event));
  const { stdout } = await run(url, ['show', 'x-message', '-o', 'table', '--secrets']);
  t.false(stdout.includes('\u001b'));
  t.regex(stdout, /"a": "\\u001b\[2J"/);
  t.regex(stdout, /groups\n +alerts +/);
});

test('what is not there ends with 3 and says who may know; what is no id ends with 2', async (t) => {
  const { url } = await startDay(t);
  const missing = await run(url, ['show', '01a1ffaa-39f8-7b65-8c4b-000000000000']);
  t.is(missing.code, 3);
  t.regex(missing.stderr, /stands on no stream.*audit/);
  t.is((await run(url, ['show', 'a b'])).code, 2);
});
